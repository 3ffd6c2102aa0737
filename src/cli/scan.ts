import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';
import { type App, type ConfigChoice, loadSetup, openApp, type Setup } from '../app.ts';
import { isZone } from '../event/time.ts';
import { type ScannedFile, scanFiles } from '../intake/scan.ts';
import { SOURCES } from '../sources/index.ts';
import type { Progress } from '../store/port.ts';
import { alertDocuments, caseDocuments, rejectDocuments, writeLines } from './documents.ts';
import { printJson, rateMeter, say, startProgress, UsageError } from './output.ts';
import { printSummary } from './summary.ts';

export interface ScanFlags {
  source?: string;
  zone?: string;
  receivedAt?: string;
  data?: string;
  alerts?: string;
  cases?: string;
  rejects?: string;
  json?: boolean;
}

/** `homeport scan`: log files in, alerts and cases out. Returns the exit code. */
export async function scan(
  files: readonly string[],
  flags: ScanFlags,
  choice: ConfigChoice,
): Promise<number> {
  checkInputs(files, flags);
  checkOutputs(files, flags);
  const setup = await loadSetup(choice);
  sayNotes(setup);
  const app = await openApp(setup, flags.data);
  const stop = new AbortController();
  const interrupted = () => stop.abort();
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const { scanned, finished } = await run(app, files, flags, stop.signal);
    if (stop.signal.aborted) {
      say(
        flags.data
          ? `Stopped. What was read is safe in ${flags.data}: run the same command again to go on.`
          : 'Stopped. Nothing is kept without --data.',
      );
      return 1;
    }
    await writeDocuments(app, flags);
    if (flags.json) printJson(summaryOf(app, scanned));
    else if (![flags.alerts, flags.cases, flags.rejects].includes('-')) {
      printSummary(app.store, scanned);
    }
    // Last of all: who is interrupted before this has not been given everything, and goes on from here.
    app.store.commit({ progress: finished });
    if (flags.data)
      say(
        `\nThe data lies in ${flags.data}. See more with: homeport explain CASE${configHint(choice)} --data ${flags.data}`,
      );
    return scanned.some(({ trouble }) => trouble) ? 1 : 0;
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await app.close();
  }
}

/**
 * Reads files into an open data folder and judges what they touched, with progress bars. `finished` is to be committed
 * once the user has the results.
 */
export async function run(
  { engine, store }: App,
  files: readonly string[],
  { source, zone = 'UTC', receivedAt }: ScanFlags,
  signal?: AbortSignal,
): Promise<{ scanned: ScannedFile[]; finished: Progress[] }> {
  const size = files.reduce((sum, file) => sum + (file === '-' ? 0 : statSync(file).size), 0);
  const reading = startProgress('reading', size);
  const rate = rateMeter();
  const { files: scanned, finished } = await scanFiles({
    files,
    engine,
    store,
    source,
    zone,
    receivedAt: receivedAt === undefined ? undefined : Date.parse(receivedAt),
    now: Date.now,
    signal,
    onProgress: ({ bytes, records }) => reading.update(bytes, { detail: rate(records) }),
  });
  reading.stop();
  if (signal?.aborted) return { scanned, finished };
  let judging: ReturnType<typeof startProgress> | undefined;
  for (const { done, of } of engine.settling()) {
    judging ??= startProgress('judging', of);
    judging.update(done, { detail: `${done} of ${of} workers` });
    // A signal is heard only between two turns of the event loop.
    await immediate();
    if (signal?.aborted) break;
  }
  judging?.stop();
  return { scanned, finished };
}

export function sayNotes({ config, notes, gaps }: Setup): void {
  for (const note of notes) say(note);
  if (gaps.length > 0)
    say(
      `${gaps.length} thing(s) in the tables leave somebody unjudged; see them with: homeport check --config ${config.dir}`,
    );
}

const configHint = ({ dir, explicit }: ConfigChoice): string => (explicit ? ` --config ${dir}` : '');

export async function writeDocuments(
  { store, directory }: Pick<App, 'store' | 'directory'>,
  { alerts, cases, rejects }: Pick<ScanFlags, 'alerts' | 'cases' | 'rejects'>,
): Promise<void> {
  if (alerts) await writeLines(alerts, alertDocuments(store, directory));
  if (cases) await writeLines(cases, caseDocuments(store, directory));
  if (rejects) await writeLines(rejects, rejectDocuments(store));
}

function checkOutputs(files: readonly string[], { alerts, cases, rejects }: ScanFlags): void {
  const taken = new Set(files.filter((file) => file !== '-').map((file) => resolve(file)));
  for (const output of [alerts, cases, rejects]) {
    if (output === undefined) continue;
    const path = output === '-' ? output : resolve(output);
    if (taken.has(path))
      throw new UsageError(`${output} is named twice: what is written would destroy what is there`);
    taken.add(path);
  }
}

/** Throws `UsageError` for what a person must put right before anything is read. */
export function checkInputs(files: readonly string[], { source, zone, receivedAt }: ScanFlags): void {
  for (const file of files) {
    if (file === '-') continue;
    if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
    if (statSync(file).isDirectory()) throw new UsageError(`${file} is a folder: name the log files in it`);
  }
  if (files.filter((file) => file === '-').length > 1)
    throw new UsageError('standard input can be read only once');
  const ids = SOURCES.map(({ id }) => id);
  if (source !== undefined && !ids.includes(source)) {
    throw new UsageError(`there is no source ${source}; known are ${ids.join(', ')}`);
  }
  if (zone !== undefined && !isZone(zone))
    throw new UsageError(`${zone} is no time zone; write one such as America/New_York`);
  if (receivedAt !== undefined && Number.isNaN(Date.parse(receivedAt))) {
    throw new UsageError(`--received-at ${receivedAt} is no time; write one such as 2026-11-19T00:00:00Z`);
  }
}

function summaryOf({ store }: App, files: readonly ScannedFile[]) {
  const alerts: Record<string, number> = {};
  for (const { detector, finding, status, shadow } of store.alerts()) {
    if (shadow) continue;
    const key = `${detector}/${finding}/${status}`;
    alerts[key] = (alerts[key] ?? 0) + 1;
  }
  const cases: Record<string, number> = {};
  for (const { case: subject } of store.cases()) cases[subject.severity] = (cases[subject.severity] ?? 0) + 1;
  return { files, records: store.records(), evaluations: store.evaluations(), alerts, cases };
}
