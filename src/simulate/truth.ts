import { DAY } from '../kit/time.ts';
import type { Parcel } from './delivery.ts';
import type { Worker } from './population/worker.ts';
import type { Act } from './session.ts';
import type { World } from './world/world.ts';

/** A line of `truth/users.jsonl`. */
export const userTruth = (worker: Worker): string =>
  JSON.stringify({
    worker_id: worker.id,
    email: worker.email,
    label: worker.label,
    scenario: worker.scenario ?? null,
    stealth: worker.stealth ?? null,
    hard_negatives: worker.hardNegatives,
    causes: Object.fromEntries([...worker.causes].sort(([a], [b]) => (a < b ? -1 : 1))),
  });

/** A line of `truth/events.jsonl`; a record is found by its file and line, and in Okta's log by its id too. */
export function eventTruth({ source, uuid, act }: Parcel, line: number): string {
  const { actor, egress, worker } = act;
  return JSON.stringify({
    file: source === 'okta' ? 'okta.ndjson' : 'asa.log',
    line,
    event_id: uuid ?? null,
    worker_id: worker.id,
    time: new Date(act.time).toISOString(),
    true_country: actor.city.country,
    true_city: actor.city.city,
    operator_id: actor.operator,
    path: egress.block.path,
    cause: actor.cause,
  });
}

/** Causes of being where the data should say. */
const SETTLED: ReadonlySet<string> = new Set(['home', 'cafe', 'coworking', 'moved', 'second-home']);

/** Why an act looks as it does: what the actor does, or else what is wrong with our data about the address. */
export function causeOf({ actor, egress, time }: Act, { moved, misplaced, renumbered, plan }: World): string {
  const { block, slash24 } = egress;
  if (renumbered !== undefined && plan.companyNext.includes(block)) return 'HN12-egress-renumbered';
  if (!SETTLED.has(actor.cause)) return actor.cause;
  if (moved && block === moved.block && slash24 >= 0 && time >= moved.from * DAY && time < moved.to * DAY) {
    return 'HN7-block-moved';
  }
  return misplaced.has(slash24) ? 'geoip-error' : actor.cause;
}
