import { z } from 'zod';

/** When two sessions of one account are two people’s, or one person’s in two places. Tradecraft I-16. */
export const Config = z.strictObject({
  overlapMinutes: z
    .number()
    .positive()
    .default(10)
    .describe('Minutes for which both sessions must have been used at once.'),
  idleMinutes: z
    .number()
    .positive()
    .max(24 * 60)
    .default(120)
    .describe('Minutes without an action of a person after which a session is taken to be left.'),
  minKm: z
    .number()
    .positive()
    .default(500)
    .describe('Kilometres beyond both radii from which two places are apart.'),
  metroKm: z
    .number()
    .positive()
    .default(100)
    .describe('The same where two devices with two operating systems are in use: another metropolitan area.'),
  manyPlaces: z
    .number()
    .int()
    .min(3)
    .default(3)
    .describe('Places, each apart from the others, that were used at once within 24 hours.'),
  relocationDays: z
    .number()
    .nonnegative()
    .max(30)
    .default(30)
    .describe('An operator seen at home within so many days is taken to be there still.'),
});
export type Config = z.output<typeof Config>;
