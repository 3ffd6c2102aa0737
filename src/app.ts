import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectors } from '../detectors/index.ts';
import { Scoring } from './alerts/score.ts';
import { matchSuppression } from './alerts/suppression.ts';
import { type Config, loadConfig } from './config/load.ts';
import type { Problem } from './config/problem.ts';
import { resolveSettings, type Settings } from './config/settings.ts';
import type { SuppressionRow } from './config/table.ts';
import { loadTables, type Tables } from './config/tables.ts';
import { Engine } from './engine/engine.ts';
import { type OpenAddressFacts, openAddressFacts } from './enrich/address-facts.ts';
import { DataFileError } from './enrich/data/data-file-error.ts';
import type { Directory } from './enrich/port.ts';
import { buildDirectory } from './enrich/worker/directory.ts';
import type { DirectoryData } from './enrich/worker/directory-data.ts';
import { createGazetteer } from './enrich/worker/gazetteer.ts';
import { assembleRoster } from './enrich/worker/roster.ts';
import { suppressedWorkers } from './enrich/worker/suppressed-workers.ts';
import { dayText, utcDay } from './kit/time.ts';
import { sqliteQueue } from './queue/sqlite.ts';
import type { Store } from './store/port.ts';
import { openForReading, openForWriting } from './store/sqlite/database.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';

export { detectors };

/** Broken configuration, every problem with its file, line and fix. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`${problems.length} problem(s) in the configuration`);
    this.problems = problems;
  }
}

/** Everything that the configuration names, read and checked. */
export interface Setup {
  config: Config;
  suppressions: readonly SuppressionRow[];
  settings: Settings;
  directory: Directory;
  addressFacts: OpenAddressFacts;
  /** To be said aloud: defaults in force, and what cannot be judged. */
  notes: string[];
  gaps: Problem[];
}

export interface ConfigChoice {
  dir: string;
  /** Whether somebody named the folder. */
  explicit: boolean;
}

/** Reads the configuration folder. Throws `ConfigError`. */
export async function loadSetup({ dir, explicit }: ConfigChoice): Promise<Setup> {
  const loaded = loadConfig(dir, { explicit, detectors });
  if (!loaded.ok) throw new ConfigError(loaded.problems);
  const { config, notes } = loaded;
  const tables = loadTables(config, detectors);
  const roster = assembleRoster({
    roster: tables.roster,
    travel: tables.travel,
    identity: config.identity,
    gazetteer: createGazetteer(),
  });
  const suppressed = suppressedWorkers(roster.data, tables.suppressions);
  const problems = [...tables.problems, ...roster.problems];
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    config,
    settings: resolveSettings(config),
    directory: buildDirectory(roster.data),
    addressFacts: await openFacts(config, tables),
    notes,
    suppressions: suppressed.rows,
    gaps: [...roster.gaps, ...suppressed.gaps],
  };
}

async function openFacts(config: Config, tables: Tables): Promise<OpenAddressFacts> {
  const dates = config.networks.map((file) => dayText(utcDay(statSync(file).mtimeMs)));
  try {
    return await openAddressFacts({
      geo: config.geo,
      networks: tables.networks,
      ...(dates.length > 0 ? { networksDate: dates.sort().at(-1)! } : {}),
      lists: config.lists,
    });
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    const { file, line, why } = error;
    throw new ConfigError([
      {
        file,
        ...(line === undefined ? {} : { line }),
        message: why,
        fix: 'replace it with a sound copy, or take it out of the settings',
      },
    ]);
  }
}

/** A data folder open for its one writer, with the engine on it. */
export interface App extends Setup {
  folder: string;
  store: Store;
  engine: Engine;
  queue: ReturnType<typeof sqliteQueue>;
  close(): Promise<void>;
}

/** Opens a data folder for writing; without one, a throwaway that `close` deletes. */
export async function openApp(setup: Setup, data: string | undefined): Promise<App> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'homeport-')));
  const database = openForWriting(folder, { durable: data !== undefined });
  const store = openSqliteStore(database);
  const { settings, directory, addressFacts, suppressions } = setup;
  const { countriesOfConcern } = settings.configFor('claimed-location', { id: '' }) as {
    countriesOfConcern: string[];
  };
  const engine = new Engine({
    store,
    detectors,
    settings,
    directory,
    addressFacts,
    rebuild: {
      settings: (stored) => resolveSettings(stored as Parameters<typeof resolveSettings>[0]),
      directory: (stored) => buildDirectory(stored as DirectoryData),
    },
    scoring: Scoring.parse({}),
    suppression(alert, worker) {
      const subject = { ...worker, email: directory.profile(worker.id)?.email };
      return matchSuppression(alert, subject, suppressions, countriesOfConcern)?.id;
    },
    now: Date.now,
  });
  return {
    ...setup,
    folder,
    store,
    engine,
    queue: sqliteQueue(database),
    async close() {
      store.close();
      addressFacts.close();
      if (data === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A data folder beside its writer, to look at. */
export const openReader = (folder: string): Store => openSqliteStore(openForReading(folder));
