import { type Finding, HOUR, isoTime, type Raise, utcDay } from '#kit';
import type { Config } from './config.ts';
import type { Evidences } from './findings.ts';
import type { SeenLogin } from './places.ts';
import type { Arrival, Change, State } from './state.ts';

type RaiseHere = Raise<Evidences>;

/** What the newest change is, by itself and beside the latest arrivals. */
export function judgeChange(event: SeenLogin, state: State, config: Config, finding: RaiseHere): Finding[] {
  const { changes, arrivals } = state;
  const occasions = countOccasions(changes, config);
  const evidence = { ...told(changes, event), occasions };
  const id = isAtStart(event, config) ? 'change-after-start' : 'repeated-changes';
  return [
    ...(occasions < config.occasions ? [] : [finding(id, evidence, 'changes')]),
    ...arrivals.map((arrival) => beside(event, arrival, event.time, state, config, finding)),
  ];
}

/** An arrival that follows a change. */
export function judgeArrival(
  event: SeenLogin,
  arrival: Arrival,
  state: State,
  config: Config,
  finding: RaiseHere,
): Finding[] {
  const change = state.changes.findLast(({ time }) => event.time - time <= config.besideHours * HOUR);
  return change ? [beside(event, arrival, change.time, state, config, finding)] : [];
}

function beside(
  event: SeenLogin,
  { key, time, leg, confidence }: Arrival,
  changed: number,
  { changes }: State,
  config: Config,
  finding: RaiseHere,
): Finding {
  const hours = Number(((changed - time) / HOUR).toFixed(1));
  const evidence = { ...told(changes, event), occasions: countOccasions(changes, config), login: leg, hours };
  return finding('change-beside-new-place', evidence, key, { confidence });
}

const told = (changes: readonly Change[], { worker }: SeenLogin) => ({
  changes: changes.map((change) => ({ ...change, time: isoTime(change.time) })),
  startDate: worker?.startDate,
});

/** Changes that follow within the hours of one occasion are part of it. */
function countOccasions(changes: readonly Change[], config: Config): number {
  let occasions = 0;
  let began = Number.NEGATIVE_INFINITY;
  for (const { time } of changes) {
    if (time - began < config.occasionHours * HOUR) continue;
    occasions += 1;
    began = time;
  }
  return occasions;
}

function isAtStart({ time, worker }: SeenLogin, config: Config): boolean {
  if (worker?.startDate === undefined) return false;
  return Math.abs(utcDay(time) - utcDay(Date.parse(worker.startDate))) <= config.startDays;
}
