import { z } from 'zod';

const hour = z.int().min(0).max(23);

/** Which hours are night, and how regular work in them must be. */
export const Config = z.strictObject({
  windowDays: z.int().min(7).max(28).default(28).describe('Days that are looked at together, at most 28.'),
  nightStarts: hour
    .default(21)
    .describe('Hour of the claim’s clock at which the night starts; at noon or later.'),
  nightEnds: hour.default(6).describe('Hour of the claim’s clock at which the night ends; before noon.'),
  coreHours: z.int().min(1).max(12).default(8).describe('Length of the busiest stretch of a day, hours.'),
  share: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.7)
    .describe('Share of days (0.5–1) whose busiest stretch falls into the night.'),
  days: z.int().positive().default(10).describe('Fewest days that can be judged.'),
  activeHours: z.int().positive().default(3).describe('Fewest hours with an act for a day to be judged.'),
});
export type Config = z.output<typeof Config>;
