import { z } from 'zod';

/** What counts as working on a device together. Defaults from tradecraft I-15 where it has them, else judgement. */
export const Config = z.strictObject({
  windowDays: z
    .int()
    .min(2)
    .max(30)
    .default(30)
    .describe('Days, up to the one judged, over which the use of a device is counted.'),
  minDays: z
    .int()
    .min(1)
    .max(30)
    .default(2)
    .describe('Distinct days on which a worker must have used the device: once is help or a mistake.'),
  apartKm: z
    .number()
    .positive()
    .max(20_000)
    .default(100)
    .describe(
      'Claimed homes further apart than so many kilometres make a shared device certain; below it, it may be lent.',
    ),
  sameHomeKm: z
    .number()
    .nonnegative()
    .max(100)
    .default(10)
    .describe('Claimed homes within so many kilometres are one household, declared or not.'),
  poolAbove: z
    .int()
    .min(2)
    .max(50)
    .default(4)
    .describe(
      'With more workers than this a device is a kiosk, a pool of virtual desktops or a test machine.',
    ),
  exemptGroups: z
    .array(z.string().min(1))
    .default(['it', 'it-support', 'helpdesk'])
    .describe('Groups of the roster whose members sign in on other people’s machines as part of their work.'),
});
export type Config = z.output<typeof Config>;
