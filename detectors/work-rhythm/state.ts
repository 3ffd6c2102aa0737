import { z } from 'zod';
import { HOUR, utcDay } from '#kit';

export const RETAIN_DAYS = 28;

/** A UTC day since the epoch and its hours with an act: bit 0 is midnight to one o’clock. */
const Day = z.tuple([z.int(), z.int()]);
export type Day = z.infer<typeof Day>;

export const State = z.object({
  /** The last 28 days that had an act. */
  days: z.array(Day).default([]),
  /** Calendar week that was judged last. */
  week: z.int().optional(),
});
export type State = z.output<typeof State>;

/** The state after an act; the same one when its hour was marked already. */
export function markHour(state: State, time: number): State {
  const day = utcDay(time);
  const bit = 1 << (Math.floor(time / HOUR) % 24);
  const [today, hours = 0] = state.days.at(-1) ?? [];
  if (today !== day) {
    const kept = state.days.filter(([each]) => each > day - RETAIN_DAYS);
    return { ...state, days: [...kept, [day, bit]] };
  }
  if (hours & bit) return state;
  return { ...state, days: [...state.days.slice(0, -1), [day, hours | bit]] };
}
