import { z } from 'zod';
import { blockAround, remember, utcDay } from '#kit';
import type { Config } from './config.ts';
import type { Day } from './days.ts';

const MAX_BLOCKS = 90;
const KEPT_DAYS = 28;
const SHARE_DAYS = 14;

/** A block of addresses and the UTC day on which it was last used. */
export const Block = z.object({ block: z.string(), day: z.int() });
export type Block = z.infer<typeof Block>;

/** Notes the use of an address. `isNew` when its block was not used in the 28 days before; 90 blocks are kept. */
export function seeBlock(blocks: Block[], ip: string, time: number): { blocks: Block[]; isNew: boolean } {
  const seen = { block: blockAround(ip), day: utcDay(time) };
  const since = seen.day - KEPT_DAYS + 1;
  const like = ({ block }: Block) => block === seen.block;
  const last = blocks.find(like)?.day ?? 0;
  if (last === seen.day) return { blocks, isNew: false };
  return { blocks: remember(blocks, seen, { like, since, limit: MAX_BLOCKS }), isNew: last < since };
}

/** Logins from blocks not seen before, over 14 days. */
export interface NewBlocks {
  logins: number;
  fresh: number;
  /** Networks that brought at least two of them. */
  asns: number[];
}

/** The share of first-seen blocks, if it is churn: large, over enough logins, and of several providers at once. */
export function newBlocks(days: readonly Day[], config: Config): NewBlocks | undefined {
  const last = days.at(-1)?.day ?? 0;
  const recent = days.filter(({ day }) => day > last - SHARE_DAYS);
  const logins = recent.reduce((sum, day) => sum + (day.logins ?? 0), 0);
  const fresh = recent.flatMap((day) => day.fresh ?? []);
  const asns = [...new Set(fresh)].filter((asn) => fresh.indexOf(asn) !== fresh.lastIndexOf(asn));
  const isChurn =
    logins >= config.newBlockLogins &&
    fresh.length >= config.newBlockShare * logins &&
    asns.length >= config.newBlockLines;
  return isChurn ? { logins, fresh: fresh.length, asns } : undefined;
}
