import { z } from 'zod';
import { utcDay } from '#kit';

const MAX_EXITS = 4;
const MAX_FRESH = 8;
/** The longest window that any rule looks at. */
const KEPT_DAYS = 28;

/** What one UTC day held; what it did not hold is left out, because most days hold little. */
export const Day = z.object({
  day: z.int(),
  /** ASNs of hosting and VPN exits used, at most four; 0 where the ASN is not known. */
  exits: z.array(z.int()).optional(),
  /** An operator of concern was used. */
  named: z.literal(true).optional(),
  /** The claimed home's fixed line was used. */
  home: z.literal(true).optional(),
  /** Address blocks of fixed lines used. */
  visits: z.int().optional(),
  /** ASNs of those not seen before, once per block, at most eight. */
  fresh: z.array(z.int()).optional(),
});
export type Day = z.infer<typeof Day>;

/** What one login adds to its day. */
export interface Mark {
  exit?: number | undefined;
  named?: boolean | undefined;
  home?: boolean | undefined;
  visit?: boolean | undefined;
  fresh?: number | undefined;
}

/** Marks the day of `time` and forgets those that are too old. Gives the same array when nothing changes. */
export function markDay(days: Day[], time: number, mark: Mark): Day[] {
  const today = utcDay(time);
  const last = days.at(-1);
  if (last?.day !== today) {
    return [...days.filter(({ day }) => day > today - KEPT_DAYS), marked({ day: today }, mark)];
  }
  const after = marked(last, mark);
  return after === last ? days : [...days.slice(0, -1), after];
}

function marked(day: Day, { exit, named, home, visit, fresh }: Mark): Day {
  const { exits = [], fresh: blocks = [], visits = 0 } = day;
  const added: Partial<Day> = {};
  if (exit !== undefined && !exits.includes(exit) && exits.length < MAX_EXITS) added.exits = [...exits, exit];
  if (named && !day.named) added.named = true;
  if (home && !day.home) added.home = true;
  if (visit) added.visits = visits + 1;
  if (fresh !== undefined && blocks.length < MAX_FRESH) added.fresh = [...blocks, fresh];
  return Object.keys(added).length === 0 ? day : { ...day, ...added };
}
