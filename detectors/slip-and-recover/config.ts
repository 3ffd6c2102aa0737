import { z } from 'zod';

/** When two addresses of one account contradict each other, and what lessens that. Tradecraft I-03 and I-17. */
export const Config = z.strictObject({
  pairMinutes: z
    .number()
    .positive()
    .max(60)
    .default(60)
    .describe('Minutes between the foreign address and the one at home: no journey abroad is that short.'),
  sameTimeMinutes: z
    .number()
    .positive()
    .max(60)
    .default(5)
    .describe('Minutes within which SSO, VPN and second factor are one moment.'),
  minKm: z
    .number()
    .positive()
    .default(500)
    .describe('Kilometres beyond both radii below which two addresses may be one area, or a border crossed.'),
  homeKm: z
    .number()
    .positive()
    .default(150)
    .describe('Kilometres beyond its radius within which a fixed line is at the claimed home.'),
  repeatHours: z
    .number()
    .positive()
    .default(12)
    .describe('Hours after which a second slip is another occasion rather than the same one.'),
  roamingDays: z
    .number()
    .positive()
    .max(30)
    .default(7)
    .describe(
      'Days after a device was seen in the claimed country in which its foreign SIM is taken to roam.',
    ),
});
export type Config = z.output<typeof Config>;
