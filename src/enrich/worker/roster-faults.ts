import type { Problem } from '../../config/problem.ts';
import type { TravelRow } from '../../config/table.ts';
import type { DirectoryData } from './directory-data.ts';
import { localNames } from './identity.ts';
import { namesIn, type RowsById } from './roster-rows.ts';

/** Ids, e-mail addresses and aliases that the roster gives to two workers. */
export function sharedNames(file: string, rowsOf: RowsById): Problem[] {
  const owners = new Map<string, { id: string; line: number }>();
  const rows = [...rowsOf].flatMap(([id, own]) => own.map((row) => ({ id, row })));
  const problems: Problem[] = [];
  for (const { id, row } of rows.sort((a, b) => a.row.line - b.row.line)) {
    for (const name of new Set(namesIn(row))) {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, { id, line: row.line });
      else if (owner.id !== id) {
        problems.push({
          file,
          line: row.line,
          message: `"${name}" already names the worker ${owner.id} on line ${owner.line}`,
          fix: 'give both rows the same worker_id, or take the name out of one of them',
        });
      }
    }
  }
  return problems;
}

/** User names that are the local part of two workers' addresses: log-ins under them stay provisional. */
export function ambiguousNames(file: string, data: DirectoryData, rowsOf: RowsById): Problem[] {
  const written = new Set(data.workers.flatMap(({ names }) => names));
  return [...localNames(data)]
    .filter(([name, owners]) => owners.length > 1 && !written.has(name))
    .map(([name, owners]) => {
      const lines = owners.map(({ worker }) => rowsOf.get(worker.id)![0]!.line).sort((a, b) => a - b);
      return {
        file,
        line: lines[0]!,
        message: `the user name "${name}" may be any of the workers on lines ${lines.join(', ')}: it counts as none of them`,
        fix: 'add it to the aliases of one',
      };
    });
}

export function placelessWorkers(file: string, rowsOf: RowsById): Problem[] {
  return [...rowsOf]
    .filter(([, rows]) => rows.at(-1)!.employment_type?.toLowerCase() !== 'service')
    .filter(([, rows]) => rows.every((row) => row.country === undefined))
    .map(([id, [row]]) => ({
      file,
      line: row!.line,
      message: `${id} claims no place: nothing can contradict it`,
      fix: 'fill in country, region and city',
    }));
}

export const unknownTraveller = (file: string, { line, email }: TravelRow): Problem => ({
  file,
  line,
  message: `${email} is not on the roster: the travel counts for nobody`,
  fix: 'correct the address or add the worker to the roster',
});

export const emptyRoster = (file: string): Problem => ({
  file,
  message: 'nobody is on the roster: nothing can contradict a claim',
  fix: 'add the workers, one a line',
});
