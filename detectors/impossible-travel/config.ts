import { z } from 'zod';

/** What is believed of a journey, and what is taken for a flaw of the data. */
export const Config = z.strictObject({
  maxSpeedKmh: z
    .number()
    .min(100)
    .default(900)
    .describe('Fastest journey believed, km/h: the cruising speed of an airliner.'),
  overheadHours: z
    .number()
    .nonnegative()
    .max(24)
    .default(0.5)
    .describe('Hours that any journey takes besides moving.'),
  internationalOverheadHours: z
    .number()
    .nonnegative()
    .max(24)
    .default(1.5)
    .describe('Hours more for a journey that crosses a border.'),
  minDomesticKm: z
    .number()
    .nonnegative()
    .default(500)
    .describe('Shorter journeys inside one country are map noise, km beyond both radii.'),
  minInternationalKm: z
    .number()
    .nonnegative()
    .default(1000)
    .describe('Shorter journeys across a border are map noise, km beyond both radii.'),
  clockSkewMinutes: z
    .number()
    .nonnegative()
    .max(120)
    .default(10)
    .describe('Minutes by which the clocks of two sources may differ: five each.'),
  relocationDays: z
    .number()
    .nonnegative()
    .max(30)
    .default(14)
    .describe('A block of addresses that stood elsewhere within so many days was moved by the database.'),
  relocationKm: z
    .number()
    .positive()
    .default(300)
    .describe('Kilometres beyond both radii by which such a block must have moved to be left out.'),
  regularDays: z
    .number()
    .int()
    .positive()
    .max(30)
    .default(5)
    .describe('Days within 30 on which a place must be seen to be regular: a second home.'),
});
export type Config = z.output<typeof Config>;
