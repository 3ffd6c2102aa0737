import { z } from 'zod';

/** What counts as settled, and how seldom something new is noted. */
export const Config = z.strictObject({
  settlingDays: z
    .int()
    .positive()
    .max(60)
    .default(14)
    .describe('Days of activity after which what is new is noted; until then everything is.'),
  everyDays: z
    .int()
    .positive()
    .max(90)
    .default(28)
    .describe('Days in which one new network and one new device are noted at most, and each country once.'),
});
export type Config = z.output<typeof Config>;
