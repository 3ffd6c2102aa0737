import { z } from 'zod';

/** Which changes of factors and passwords come too often, or beside something else that is new. */
export const Config = z.strictObject({
  windowDays: z.int().min(1).max(30).default(30).describe('Days over which changes are counted, at most 30.'),
  occasions: z
    .int()
    .min(2)
    .max(8)
    .default(2)
    .describe('Separate occasions within that time that are reported.'),
  occasionHours: z
    .number()
    .positive()
    .max(72)
    .default(24)
    .describe('Hours within which changes are one occasion: a new phone is enrolled, the old one removed.'),
  startDays: z
    .int()
    .nonnegative()
    .max(30)
    .default(7)
    .describe('Days around the start date in which the first occasion is taken for the onboarding itself.'),
  besideHours: z
    .number()
    .positive()
    .max(168)
    .default(24)
    .describe('Hours before or after a first login at a new place that nothing claims.'),
  homeKm: z
    .number()
    .positive()
    .default(150)
    .describe('Kilometres from a claimed home within which a place is claimed, where both have coordinates.'),
});
export type Config = z.output<typeof Config>;
