import { readFileSync } from 'node:fs';
import type { AnyDetector } from '../kit/define.ts';
import type { Table } from './csv.ts';
import type { Config } from './load.ts';
import { suggest } from './nearest.ts';
import type { Problem } from './problem.ts';
import {
  type NetworkRow,
  type RosterRow,
  readNetworks,
  readRoster,
  readSuppressions,
  readTravel,
  type SuppressionRow,
  type TravelRow,
} from './table.ts';

export interface Tables {
  roster: Table<RosterRow>;
  travel: Table<TravelRow>;
  /** Of all network tables, in the order of the settings. */
  networks: NetworkRow[];
  suppressions: Table<SuppressionRow>;
  problems: Problem[];
}

/** Reads every table that the settings name. Tables that they do not name are empty. */
export function loadTables(config: Config, detectors: readonly AnyDetector[]): Tables {
  const roster = readTable(config.roster.workers, readRoster);
  const travel = readTable(config.roster.travel, readTravel);
  const networks = config.networks.map((file) => readTable(file, readNetworks));
  const suppressions = readTable(config.suppressions, readSuppressions);
  const problems = [roster, travel, ...networks, suppressions].flatMap((table) => table.problems);
  return {
    roster,
    travel,
    networks: networks.flatMap(({ rows }) => rows),
    suppressions,
    problems: [...problems, ...unknownDetectors(suppressions, detectors)],
  };
}

function readTable<R>(
  file: string | undefined,
  read: (file: string, bytes: Uint8Array) => Table<R>,
): Table<R> {
  if (file === undefined) return { file: '', rows: [], problems: [] };
  try {
    return read(file, readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const problem = {
      file,
      message: `cannot be read (${code})`,
      fix: 'make it a file that this user may read',
    };
    return { file, rows: [], problems: [problem] };
  }
}

function unknownDetectors(
  { file, rows }: Table<SuppressionRow>,
  detectors: readonly AnyDetector[],
): Problem[] {
  return rows.flatMap(({ line, detector: id, finding }): Problem[] => {
    if (id === undefined) return [];
    const detector = detectors.find((candidate) => candidate.id === id);
    if (!detector) {
      const fix = suggest(
        id,
        detectors.map((candidate) => candidate.id),
      );
      return [{ file, line, message: `there is no detector "${id}"`, fix }];
    }
    if (finding === undefined || Object.hasOwn(detector.findings, finding)) return [];
    const message = `${id} has no finding "${finding}"`;
    return [{ file, line, message, fix: suggest(finding, Object.keys(detector.findings)) }];
  });
}
