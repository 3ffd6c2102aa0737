import { join } from 'node:path';
import { DAY, HOUR } from '../kit/time.ts';
import { benchDay, quotaOf } from './bench-day.ts';
import { castWorld } from './cast.ts';
import { configFiles } from './config-files.ts';
import { createDelivery, type Parcel } from './delivery.ts';
import { createFaults, noFaults } from './faults.ts';
import { type Estimate, writeDatabases } from './geo-databases.ts';
import { type ResolvedOptions, resolveOptions, type SimulateOptions } from './options.ts';
import type { Label, Worker } from './population/worker.ts';
import { createRandom, type Random } from './random.ts';
import { type Act, play } from './session.ts';
import { causeOf, eventTruth, userTruth } from './truth.ts';
import type { World } from './world/world.ts';
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
  /** Workers that play or meet each look-alike. */
  hardNegatives: Record<string, number>;
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
  const { world, workers, estimates } = castWorld(resolved, random);
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
    for (const [place, worker] of workers.entries()) {
      if (day < worker.startDay || day > (worker.endDay ?? day)) continue;
      const today = worker.random.fork(day);
      if (resolved.records !== undefined) {
        const quota = quotaOf(resolved.records, workers.length, resolved.days, place, day - world.from);
        benchDay(worker, day, quota, today, hold);
        continue;
      }
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
    const cause = causeOf(act, world);
    if (cause !== act.actor.cause) act.actor = { ...act.actor, cause };
    causes.set(cause, (causes.get(cause) ?? 0) + 1);
    delivery.hold(act);
  }

  for (const log of [logs.okta, logs.asa, logs.events]) {
    if (!log) continue;
    await log.close();
    await dateFile(log.path, last);
  }
  await writeSurroundings(resolved.out, world, workers, estimates, random);
  return summarise(resolved, workers, logs, delivery);
}

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
  out: string,
  world: World,
  workers: readonly Worker[],
  estimates: readonly Estimate[],
  random: Random,
): Promise<void> {
  for (const { name, text } of configFiles(workers, world, random.fork('config'))) {
    await writeWhole(join(out, 'config', name), text);
  }
  for (const { name, bytes } of writeDatabases(world, estimates)) {
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
  const hardNegatives: Record<string, number> = {};
  const causes: Record<string, number> = {};
  for (const worker of workers) {
    labels[worker.label]++;
    if (worker.scenario) scenarios[worker.scenario] = (scenarios[worker.scenario] ?? 0) + 1;
    for (const id of worker.hardNegatives) hardNegatives[id] = (hardNegatives[id] ?? 0) + 1;
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
    hardNegatives,
    causes,
    faults: { lost, duplicates },
  };
}
