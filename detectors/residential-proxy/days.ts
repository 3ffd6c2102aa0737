import { z } from 'zod';
import { utcDay } from '#kit';

const MAX_EXITS = 4;
const MAX_FRESH = 8;

/** Days kept: the longest window that any rule looks at. */
const KEPT_DAYS = 28;

/** What one UTC day held. */
export const Day = z.object({
  day: z.int(),
  /** ASNs of hosting and VPN exits used, at most four; 0 where the ASN is not known. */
  exits: z.array(z.int()),
  /** Logins through an operator of concern. */
  named: z.boolean(),
  /** Whether the claimed home's fixed line was used. */
  home: z.boolean(),
  /** Logins from fixed lines. */
  logins: z.int(),
  /** ASNs of those from blocks not seen before, once per login, at most eight. */
  fresh: z.array(z.int()),
});
export type Day = z.infer<typeof Day>;

/** What one login adds to its day. */
export interface Mark {
  exit?: number | undefined;
  named?: boolean | undefined;
  home?: boolean | undefined;
  login?: boolean | undefined;
  fresh?: number | undefined;
}

/** Marks the day of `time` and forgets those that are too old. Gives the same array when nothing changes. */
export function markDay(days: Day[], time: number, mark: Mark): Day[] {
  const today = utcDay(time);
  const last = days.at(-1);
  const isNew = last?.day !== today;
  const before: Day = isNew
    ? { day: today, exits: [], named: false, home: false, logins: 0, fresh: [] }
    : last;
  const after = marked(before, mark);
  if (after === before && !isNew) return days;
  const kept = (isNew ? days : days.slice(0, -1)).filter(({ day }) => day > today - KEPT_DAYS);
  return [...kept, after];
}

function marked(day: Day, { exit, named = false, home = false, login = false, fresh }: Mark): Day {
  const newExit = exit !== undefined && !day.exits.includes(exit) && day.exits.length < MAX_EXITS;
  const newFresh = fresh !== undefined && day.fresh.length < MAX_FRESH;
  if (!newExit && !newFresh && !login && (day.named || !named) && (day.home || !home)) return day;
  return {
    day: day.day,
    exits: newExit ? [...day.exits, exit] : day.exits,
    named: day.named || named,
    home: day.home || home,
    logins: day.logins + (login ? 1 : 0),
    fresh: newFresh ? [...day.fresh, fresh] : day.fresh,
  };
}
