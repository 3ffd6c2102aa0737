import { z } from 'zod';
import { type Seen, utcDay } from '#kit';

export type SeenLogin = Seen<'network', 'place' | 'claim'>;

export const RETAIN_DAYS = 90;

export const Kind = z.enum(['country', 'network', 'device']);
export type Kind = z.infer<typeof Kind>;
const LIMITS: Record<Kind, number> = { country: 12, network: 24, device: 16 };

/** A country, ASN or device, with the UTC day on which it was used last. */
const Known = z.object({ kind: Kind, name: z.string(), day: z.int() });
export type Known = z.infer<typeof Known>;

export const State = z.object({
  /** First day of activity, at most 90 days ago. */
  since: z.int().optional(),
  /** Last day of activity. */
  last: z.int().optional(),
  /** What was used in the last 90 days; the one new last stands last. */
  known: z.array(Known).default([]),
  /** What was noted lately. */
  told: z.array(Known).default([]),
});
export type State = z.output<typeof State>;

/** What a login was made with. */
export function usedBy({ place, network, device }: SeenLogin): { kind: Kind; name: string }[] {
  const used: { kind: Kind; name: string }[] = [];
  if (place) used.push({ kind: 'country', name: place.country });
  // Which carrier a phone is on says less than which line a home is on, and changes with the phone.
  if (network.type === 'fixed' && network.asn !== undefined)
    used.push({ kind: 'network', name: String(network.asn) });
  if (device !== undefined) used.push({ kind: 'device', name: device });
  return used;
}

/** The state after a login, and what of it was never used in the 90 days before. The same state on most logins. */
export function observe(before: State, event: SeenLogin): { state: State; fresh: Known[] } {
  const today = utcDay(event.time);
  const state = before.last === today ? before : startDay(before, today);
  const fresh: Known[] = [];
  let known = state.known;
  for (const { kind, name } of usedBy(event)) {
    const index = known.findIndex((each) => each.kind === kind && each.name === name);
    const found = known[index];
    if (found?.day === today) continue;
    const seen = { kind, name, day: today };
    if (!found) fresh.push(seen);
    known = found ? known.with(index, seen) : limited([...known, seen], kind);
  }
  return { state: known === state.known ? state : { ...state, known }, fresh };
}

function startDay({ since, last, known, told }: State, today: number): State {
  const oldest = today - RETAIN_DAYS;
  const isRecent = ({ day }: Known) => day > oldest;
  const goesOn = since !== undefined && last !== undefined && last > oldest;
  return {
    since: goesOn ? Math.max(since, oldest) : today,
    last: today,
    known: known.filter(isRecent),
    told: told.filter(isRecent),
  };
}

/** Without the one of that kind that was used longest ago, where there are too many. */
function limited(known: Known[], kind: Kind): Known[] {
  const same = known.filter((each) => each.kind === kind);
  if (same.length <= LIMITS[kind]) return known;
  const oldest = same.reduce((a, b) => (b.day < a.day ? b : a));
  return known.filter((each) => each !== oldest);
}
