import { z } from 'zod';

/** What counts as living on a line, and as homes too far apart for it. Defaults from tradecraft I-14, but for visits: judgement. */
export const Config = z.strictObject({
  windowDays: z
    .int()
    .min(3)
    .max(30)
    .default(30)
    .describe('Days, up to the one judged, over which the use of a line is counted.'),
  minDays: z
    .int()
    .min(2)
    .max(30)
    .default(3)
    .describe('Distinct days on which a worker must have used the line.'),
  visitDays: z
    .int()
    .min(1)
    .max(14)
    .default(5)
    .describe(
      'A worker whose days on the line all lie within so many in a row is visiting: a conference takes two to four days, a working week five.',
    ),
  apartKm: z
    .number()
    .positive()
    .max(20_000)
    .default(100)
    .describe('Homes no further apart than so many kilometres, as claimed, may share a line.'),
  nearKm: z
    .number()
    .nonnegative()
    .max(1000)
    .default(50)
    .describe(
      'A home within so many kilometres of the line, beyond the radius of its place, is where the line is: a line near every home contradicts none.',
    ),
  crowdAbove: z
    .int()
    .min(3)
    .max(50)
    .default(5)
    .describe(
      'With more workers than this the line is an office, a venue or shared by an operator’s customers: context only.',
    ),
});
export type Config = z.output<typeof Config>;
