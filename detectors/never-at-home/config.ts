import { z } from 'zod';

/** When the fixed lines of a worker are taken to stay away from every claimed home. */
export const Config = z.strictObject({
  windowDays: z.int().min(14).max(60).default(28).describe('Days over which fixed-line days are counted.'),
  spanDays: z
    .int()
    .positive()
    .max(60)
    .default(14)
    .describe('Days from the first fixed-line day counted to the last: a shorter stay is a trip.'),
  activeDays: z.int().positive().default(8).describe('Fewest days with a login from a fixed line.'),
  share: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.7)
    .describe('Share of those days (0.5–1) on which the account was in one and the same area.'),
  settledDays: z
    .int()
    .positive()
    .max(60)
    .default(21)
    .describe('Days of that span from which it weighs more: longer than most stays elsewhere.'),
  settledShare: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.9)
    .describe('Share of fixed-line days (0.5–1) in that area for it to weigh more.'),
  recordDays: z
    .int()
    .positive()
    .max(180)
    .default(84)
    .describe(
      'Days on record after which a stay that the record began with counts in full: a season elsewhere is shorter.',
    ),
  hireDays: z
    .int()
    .nonnegative()
    .max(180)
    .default(90)
    .describe('Days after the start date within which a record that begins is one of the whole employment.'),
  awayKm: z
    .number()
    .positive()
    .default(300)
    .describe('Kilometres from every claimed home beyond which a line is elsewhere.'),
  homeKm: z
    .number()
    .positive()
    .default(150)
    .describe(
      'Kilometres from a claimed home within which a line is at home. One such day starts the count anew.',
    ),
  areaKm: z.number().positive().default(100).describe('Kilometres within which two lines stand in one area.'),
  maxRadiusKm: z
    .number()
    .positive()
    .default(200)
    .describe('Places known no better than this many kilometres are not counted.'),
});
export type Config = z.output<typeof Config>;
