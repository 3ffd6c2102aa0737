import { z } from 'zod';

/** A UTC day since the epoch and its hours with an act: bit 0 is midnight to one o’clock. */
export const Day = z.tuple([z.int(), z.int()]);
export type Day = z.infer<typeof Day>;

/** Distinct hours of a day with an act. */
export function hoursOf([, hours]: Day): number {
  let count = 0;
  for (let bits = hours; bits !== 0; bits &= bits - 1) count += 1;
  return count;
}

/** Twenty-four marks, midnight first: `#` is an hour with an act. */
export const marksOf = ([, hours]: Day): string =>
  Array.from({ length: 24 }, (_, hour) => (hours & (1 << hour) ? '#' : '.')).join('');

/** The quietest stretch of the clock, on however few days it had an act: a person’s night is theirs every day. */
export function quietest(days: readonly Day[], length: number): { hour: number; activeDays: number } {
  let found = { hour: 0, activeDays: Number.POSITIVE_INFINITY };
  for (let hour = 0; hour < 24; hour++) {
    const stretch = stretchOf(hour, length);
    const activeDays = days.filter(([, hours]) => (hours & stretch) !== 0).length;
    if (activeDays < found.activeDays) found = { hour, activeDays };
  }
  return found;
}

/** The hours of a stretch as bits; one that passes midnight goes on at the day’s beginning. */
const stretchOf = (hour: number, length: number): number => {
  const bits = ((1 << length) - 1) * 2 ** hour;
  return (bits % 2 ** 24) | Math.floor(bits / 2 ** 24);
};
