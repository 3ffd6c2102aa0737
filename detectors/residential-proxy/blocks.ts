import { z } from 'zod';
import { blockAround, utcDay } from '#kit';
import type { Config } from './config.ts';
import type { Day } from './days.ts';

const MAX_BLOCKS = 90;
const KEPT_DAYS = 28;
const SHARE_DAYS = 14;

/** A block of addresses and the UTC day on which it was last used. */
export const Block = z.object({ block: z.string(), day: z.int() });
export type Block = z.infer<typeof Block>;

/** Notes the use of an address; 90 blocks are kept. */
export function seeBlock(blocks: Block[], ip: string, time: number): Visit {
  const seen = { block: blockAround(ip), day: utcDay(time) };
  const recent = blocks.filter(({ day }) => day > seen.day - KEPT_DAYS);
  const known = recent.find(({ block }) => block === seen.block);
  if (known?.day === seen.day) return { blocks, isFirst: false, isNew: false };
  const others = recent.filter((block) => block !== known);
  return { blocks: [...others, seen].slice(-MAX_BLOCKS), isFirst: true, isNew: known === undefined };
}

export interface Visit {
  blocks: Block[];
  /** The block was not used before on that day. */
  isFirst: boolean;
  /** Nor in the 28 days before. */
  isNew: boolean;
}

/** Visits, each the use of one block on one day, and those to blocks not seen before, over 14 days. */
export interface NewBlocks {
  visits: number;
  fresh: number;
  /** Networks that brought at least two of them. */
  asns: number[];
}

/** The share of first-seen blocks, if it is churn: large, over enough visits, and of several providers at once. */
export function newBlocks(days: readonly Day[], config: Config): NewBlocks | undefined {
  const last = days.at(-1)?.day ?? 0;
  const recent = days.filter(({ day }) => day > last - SHARE_DAYS);
  const visits = recent.reduce((sum, day) => sum + (day.visits ?? 0), 0);
  const fresh = recent.flatMap((day) => day.fresh ?? []);
  const asns = [...new Set(fresh)].filter((asn) => fresh.indexOf(asn) !== fresh.lastIndexOf(asn));
  const isChurn =
    visits >= config.newBlockVisits &&
    fresh.length >= config.newBlockShare * visits &&
    asns.length >= config.newBlockLines;
  return isChurn ? { visits, fresh: fresh.length, asns } : undefined;
}
