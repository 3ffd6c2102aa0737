import type { Table } from '../../config/csv.ts';
import type { Problem } from '../../config/problem.ts';
import type { SuppressionRow } from '../../config/table.ts';
import type { DirectoryData } from './directory-data.ts';
import { foldAccount } from './fold.ts';

/**
 * Suppressions by worker id: a row may name its worker by any name that the roster has. One that nobody on the roster
 * has may still be a provisional worker's id, and is a gap.
 */
export function suppressedWorkers(
  { workers }: DirectoryData,
  { file, rows }: Table<SuppressionRow>,
): { rows: SuppressionRow[]; gaps: Problem[] } {
  const ids = new Map(
    workers.flatMap(({ names, worker }) => names.map((name) => [name, worker.id] as const)),
  );
  const gaps: Problem[] = [];
  const resolved = rows.map((row) => {
    if (row.worker === undefined) return row;
    const name = foldAccount(row.worker);
    if (!ids.has(name)) {
      gaps.push({
        file,
        line: row.line,
        message: `${row.worker} is not on the roster: the row hides nothing unless an account is named so`,
        fix: 'correct the name, or remove the row',
      });
    }
    return { ...row, worker: ids.get(name) ?? name };
  });
  return { rows: resolved, gaps };
}
