import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Scoring } from '../alerts/score.ts';
import { type App, loadSetup, openApp } from '../app.ts';
import { scanFiles } from '../intake/scan.ts';
import { type SimulateOptions, simulate } from '../simulate/index.ts';
import { type CausedEvent, causeOf } from './causes.ts';
import { type Judged, joinTruth, judge, type Outcome, reaches } from './outcome.ts';
import { readEventTruth, readUserTruth } from './truth.ts';

/** A simulated company in a folder of its own. */
export interface Company {
  seed: string;
  folder: string;
  files: readonly string[];
  config: string;
  records: number;
  truth: { users: string; events: string };
}

/** Simulates a company in a throwaway folder, hands it to `use` and deletes it. */
export async function withCompany<T>(
  options: Omit<SimulateOptions, 'out'> & { seed: string },
  use: (company: Company) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'homeport-measure-'));
  try {
    const { files, records } = await simulate({ ...options, out: folder, truthEvents: true });
    return await use({
      seed: options.seed,
      folder,
      files: files.asa ? [files.okta, files.asa] : [files.okta],
      config: files.config,
      records: records.okta + records.asa,
      truth: { users: files.users, events: files.events! },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The logs and settings to be scanned: the company's own, or what an ablation made of them. */
export type Scannable = Pick<Company, 'files' | 'config'>;

/** Scans like `homeport scan` into a throwaway data folder, and hands over the store as it stands in the end. */
export async function withScan<T>(
  { files, config }: Scannable,
  use: (app: App) => T | Promise<T>,
): Promise<T> {
  const app = await openApp(await loadSetup({ dir: config, explicit: true }), undefined);
  try {
    await scanFiles({ files, engine: app.engine, store: app.store, zone: 'UTC', now: Date.now });
    app.engine.settle();
    return await use(app);
  } finally {
    await app.close();
  }
}

/** What the cases in the store came to, by worker. */
export function judgedIn({ store, directory }: App): Map<string, Judged> {
  const workers = new Map([...directory.workers()].map((worker) => [worker.id, worker]));
  const scoring = Scoring.parse({});
  const subjects = new Set([...store.cases()].map(({ worker }) => worker));
  return new Map(
    [...subjects].map((id) => [id, judge(workers.get(id) ?? { id }, store.alertsOf(id), scoring)]),
  );
}

/** Joins judgements with the truth, and explains each false alarm by what really happened. */
export async function outcomesOf(company: Company, judged: ReadonlyMap<string, Judged>): Promise<Outcome[]> {
  const truth = readUserTruth(company.truth.users);
  const honest = new Set(truth.filter(({ label }) => label === 'benign').map(({ worker_id }) => worker_id));
  const alarmed = new Map<string, CausedEvent[]>();
  for (const about of judged.values()) {
    if (honest.has(about.worker) && reaches(about, 'medium')) alarmed.set(about.worker, []);
  }
  const firstLogin = new Map<string, number>();
  for await (const { worker_id: worker, time: stamp, event_id, cause } of readEventTruth(
    company.truth.events,
  )) {
    const time = Date.parse(stamp);
    firstLogin.set(worker, Math.min(time, firstLogin.get(worker) ?? time));
    alarmed.get(worker)?.push({ id: event_id ?? undefined, time, cause });
  }
  return joinTruth(company.seed, truth, judged, firstLogin).map((outcome) => {
    const events = alarmed.get(outcome.worker);
    if (!events) return outcome;
    const { alerts } = judged.get(outcome.worker)!;
    const findings = [...new Set(alerts.map(({ detector, finding }) => `${detector}/${finding}`))].sort();
    return { ...outcome, cause: causeOf(alerts, events), findings };
  });
}
