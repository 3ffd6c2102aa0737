import { z } from 'zod';
import { utcDay } from '#kit';
import type { Config } from './config.ts';
import type { Day } from './days.ts';

const MAX_PREFIXES = 120;
const KEPT_DAYS = 28;
const SHARE_DAYS = 14;

/** An address block and the UTC day on which it was last used. */
export const Prefix = z.tuple([z.string(), z.int()]);
export type Prefix = z.infer<typeof Prefix>;

/** Notes the use of a block. `isNew` when it was not used in the 28 days before; at most 120 blocks are kept. */
export function seePrefix(
  prefixes: Prefix[],
  prefix: string,
  time: number,
): { prefixes: Prefix[]; isNew: boolean } {
  const today = utcDay(time);
  const known = prefixes.find(([text, day]) => text === prefix && day > today - KEPT_DAYS);
  if (known?.[1] === today) return { prefixes, isNew: false };
  const others = prefixes.filter(([text, day]) => text !== prefix && day > today - KEPT_DAYS);
  const now: Prefix = [prefix, today];
  return { prefixes: [...others, now].slice(-MAX_PREFIXES), isNew: known === undefined };
}

/** Logins from blocks not seen before, over 14 days. */
export interface NewPrefixes {
  logins: number;
  fresh: number;
  /** Networks that brought at least two of them. */
  asns: number[];
}

/** The share of first-seen blocks, if it is churn: large, over enough logins, and of several providers at once. */
export function newPrefixes(days: readonly Day[], config: Config): NewPrefixes | undefined {
  const last = days.at(-1)?.day ?? 0;
  const recent = days.filter(({ day }) => day > last - SHARE_DAYS);
  const logins = recent.reduce((sum, day) => sum + (day.logins ?? 0), 0);
  const fresh = recent.flatMap((day) => day.fresh ?? []);
  const asns = [...new Set(fresh)].filter((asn) => fresh.indexOf(asn) !== fresh.lastIndexOf(asn));
  const isChurn =
    logins >= config.newPrefixLogins &&
    fresh.length >= config.newPrefixShare * logins &&
    asns.length >= config.newPrefixLines;
  return isChurn ? { logins, fresh: fresh.length, asns } : undefined;
}
