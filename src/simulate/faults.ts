import { DAY, HOUR, MINUTE, SECOND } from '../kit/time.ts';
import type { Random } from './random.ts';
import type { Omissions } from './vendors/okta.ts';

/** What can go wrong between an act and the line that tells of it. */
export interface Faults {
  /** Ms from the act to its delivery. */
  lateness(): number;
  /** How often the record is delivered, and whether the second copy has an id of its own. */
  copies(): 'once' | 'twice' | 'twice-with-new-id';
  omissions(): Omissions;
  /** Whether the source was down at that time: what happened then is lost. */
  lost(source: string, time: number): boolean;
}

const NOTHING_OMITTED: Omissions = { device: false, city: false, session: false };

export const noFaults: Faults = {
  lateness: () => 0,
  copies: () => 'once',
  omissions: () => NOTHING_OMITTED,
  lost: () => false,
};

/** Cumulative share of records and the lateness they stay under: half within 30 s, 95 % within 10 min, 99 % within 2 h. */
const LATENESS: readonly (readonly [share: number, ms: number])[] = [
  [0, SECOND],
  [0.5, 30 * SECOND],
  [0.95, 10 * MINUTE],
  [0.99, 2 * HOUR],
  [0.999, 24 * HOUR],
];
const VERY_LATE = { share: 0.001, from: 24 * HOUR, to: 72 * HOUR };

/** Each source is down once in a month of the window, for two to eight hours. */
export function createFaults(sources: readonly string[], from: number, days: number, random: Random): Faults {
  const gaps = sources.flatMap((source) => {
    const own = random.fork(source);
    const count = Math.floor(days / 30) + (own.chance((days % 30) / 30) ? 1 : 0);
    return Array.from({ length: count }, () => {
      const start = from * DAY + own.between(0, days) * DAY;
      return { source, start, end: start + own.between(2, 8) * HOUR };
    });
  });
  return {
    lateness() {
      const draw = random.next();
      if (draw >= 1 - VERY_LATE.share) return random.between(VERY_LATE.from, VERY_LATE.to);
      const upper = LATENESS.findIndex(([share]) => draw < share);
      const [low, short] = LATENESS[upper - 1]!;
      const [high, long] = LATENESS[upper]!;
      return short * (long / short) ** ((draw - low) / (high - low));
    },
    copies() {
      const draw = random.next();
      if (draw < 0.01) return 'twice';
      return draw < 0.013 ? 'twice-with-new-id' : 'once';
    },
    omissions: () =>
      random.chance(0.27)
        ? { device: random.chance(0.37), city: random.chance(0.19), session: random.chance(0.56) }
        : NOTHING_OMITTED,
    lost: (source, time) => gaps.some((gap) => gap.source === source && time >= gap.start && time < gap.end),
  };
}
