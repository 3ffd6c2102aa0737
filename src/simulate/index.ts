import { join } from 'node:path';
import { DAY, HOUR, utcDay } from '../kit/time.ts';
import { configFiles } from './config-files.ts';
import { createDelivery, type Parcel } from './delivery.ts';
import { createFaults, noFaults } from './faults.ts';
import { writeDatabases } from './geo-databases.ts';
import { type ResolvedOptions, resolveOptions, type SimulateOptions } from './options.ts';
import { createPopulation } from './population/population.ts';
import type { Label, Worker } from './population/worker.ts';
import { createRandom, type Random } from './random.ts';
import { plant } from './scenarios/index.ts';
import { type Act, play } from './session.ts';
import { eventTruth, userTruth } from './truth.ts';
import { createWorld, type World } from './world/world.ts';
import { createLineFile, dateFile, type LineFile, writeWhole } from './write.ts';

export type { SimulateOptions } from './options.ts';

export interface SimulationProgress {
  day: number;
  days: number;
  records: number;
}

export interface SimulationSummary {
  /** Absolute or relative as `out` was. */
  files: { okta: string; asa?: string; config: string; users: string; events?: string };
  /** Lines in each log. */
  records: { okta: number; asa: number };
  workers: Record<Label, number>;
  /** Accounts by scenario. */
  scenarios: Record<string, number>;
  /** Acts by cause, before faults. */
  causes: Record<string, number>;
  faults: { lost: number; duplicates: number };
}

/** How far a local day may begin before the UTC day of its name. */
const EARLIEST = 14 * HOUR;

/**
 * Writes a company's labelled log-in traffic into a folder: raw vendor logs in the order of delivery, the
 * configuration that reads them, and the truth. Deterministic: the same options give the same bytes. Memory holds
 * the staff and about two days of acts, however many days there are.
 */
export async function simulate(
  options: SimulateOptions,
  onProgress?: (progress: SimulationProgress) => void,
): Promise<SimulationSummary> {
  const resolved = resolveOptions(options);
  const random = createRandom(`${resolved.seed}`);
  const { world, workers } = stage(resolved, random);
  const logs = await openLogs(resolved);
  const faults = resolved.faults
    ? createFaults(resolved.sources, world.from, resolved.days, random.fork('faults'))
    : noFaults;
  const delivery = createDelivery(resolved.sources, faults, random.fork('delivery'));
  let last = world.from * DAY;

  const write = async (parcels: readonly Parcel[]) => {
    for (const parcel of parcels) {
      const log = parcel.source === 'okta' ? logs.okta : logs.asa!;
      const full = log.add(parcel.render());
      if (full) await full;
      const truth = logs.events?.add(eventTruth(parcel, log.lines));
      if (truth) await truth;
      last = Math.max(last, parcel.delivered);
    }
  };

  for (let day = world.from; day < world.to; day++) {
    for (const worker of workers) {
      if (day < worker.startDay) continue;
      const today = worker.random.fork(day);
      for (const session of worker.behaviour(day, today)) {
        play(session, worker, resolved.refreshPerDay, today, hold);
      }
    }
    await write(delivery.release((day + 1) * DAY - EARLIEST));
    onProgress?.({
      day: day - world.from + 1,
      days: resolved.days,
      records: logs.okta.lines + (logs.asa?.lines ?? 0),
    });
  }
  await write(delivery.release(Number.POSITIVE_INFINITY));

  function hold(act: Act): void {
    const { causes } = act.worker;
    causes.set(act.actor.cause, (causes.get(act.actor.cause) ?? 0) + 1);
    delivery.hold(act);
  }

  for (const log of [logs.okta, logs.asa, logs.events]) {
    if (!log) continue;
    await log.close();
    await dateFile(log.path, last);
  }
  await writeSurroundings(resolved, world, workers, random);
  return summarise(resolved, workers, logs, delivery);
}

/** The world and its people, with the frauds and look-alikes among them. */
function stage(options: ResolvedOptions, random: Random): { world: World; workers: Worker[] } {
  const from = utcDay(Date.parse(options.start));
  const world = createWorld(from, options.days, options.faults, random.fork('world'));
  const plain = options.records !== undefined;
  const workers = createPopulation(options.workers, world, plain, random.fork('population'));
  const candidates = random.fork('cast').shuffle(workers.filter(castable));
  const { include, share, stealth } = options.scenarios;
  const accounts = Math.round(share * options.workers);
  plant({ include, accounts, stealth }, candidates, world, random.fork('scenarios'));
  return { world, workers };
}

/** Frauds and look-alikes are played by remote staff with a claimed home in the United States. */
const castable = ({ home, claims, householdId }: Worker): boolean =>
  home.country === 'US' && claims.length === 1 && householdId === undefined;

interface Logs {
  okta: LineFile;
  asa?: LineFile;
  events?: LineFile;
}

async function openLogs({ out, sources, truthEvents }: ResolvedOptions): Promise<Logs> {
  return {
    okta: await createLineFile(join(out, 'okta.ndjson')),
    ...(sources.includes('cisco-asa') && { asa: await createLineFile(join(out, 'asa.log')) }),
    ...(truthEvents && { events: await createLineFile(join(out, 'truth', 'events.jsonl')) }),
  };
}

async function writeSurroundings(
  { out, faults }: ResolvedOptions,
  world: World,
  workers: readonly Worker[],
  random: Random,
): Promise<void> {
  for (const { name, text } of configFiles(workers, world, random.fork('config'))) {
    await writeWhole(join(out, 'config', name), text);
  }
  for (const { name, bytes } of writeDatabases(world, faults, random.fork('databases'))) {
    await writeWhole(join(out, 'config', name), bytes);
  }
  await writeWhole(
    join(out, 'truth', 'users.jsonl'),
    workers.map((worker) => `${userTruth(worker)}\n`).join(''),
  );
}

function summarise(
  { out }: ResolvedOptions,
  workers: readonly Worker[],
  { okta, asa, events }: Logs,
  { lost, duplicates }: { lost: number; duplicates: number },
): SimulationSummary {
  const labels: Record<Label, number> = { benign: 0, policy_violation: 0, malicious: 0 };
  const scenarios: Record<string, number> = {};
  const causes: Record<string, number> = {};
  for (const worker of workers) {
    labels[worker.label]++;
    if (worker.scenario) scenarios[worker.scenario] = (scenarios[worker.scenario] ?? 0) + 1;
    for (const [cause, count] of worker.causes) causes[cause] = (causes[cause] ?? 0) + count;
  }
  return {
    files: {
      okta: okta.path,
      ...(asa && { asa: asa.path }),
      config: join(out, 'config'),
      users: join(out, 'truth', 'users.jsonl'),
      ...(events && { events: events.path }),
    },
    records: { okta: okta.lines, asa: asa?.lines ?? 0 },
    workers: labels,
    scenarios,
    causes,
    faults: { lost, duplicates },
  };
}
