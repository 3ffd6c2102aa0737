import { z } from 'zod';

/** How much activity is more than one person's day. Times of a person's acts only, never of tokens or keepalives. */
export const Config = z.strictObject({
  longDayHours: z
    .int()
    .min(1)
    .max(24)
    .default(20)
    .describe('Distinct hours of a UTC day with an act that make it a long one.'),
  longDays: z.int().min(1).max(7).default(3).describe('Long days within 7 days that are reported.'),
  quietHours: z
    .int()
    .min(1)
    .max(12)
    .default(5)
    .describe('Hours without an act that make a pause: a short night.'),
  restlessDays: z
    .int()
    .min(1)
    .max(7)
    .default(5)
    .describe(
      'Days of 7 on which every stretch of that length, anywhere on the clock, must have had an act.',
    ),
  sessionHours: z
    .number()
    .positive()
    .max(168)
    .default(24)
    .describe('Hours for which one session is used without such a pause.'),
});
export type Config = z.output<typeof Config>;
