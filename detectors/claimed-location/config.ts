import { z } from 'zod';

const Country = z.string().regex(/^[A-Z]{2}$/);
const Region = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/);

/** Which places weigh how much, and how long what was seen counts. Lists replace the defaults; they are not added to them. */
export const Config = z.strictObject({
  countriesOfConcern: z
    .array(Country)
    .default(['CN', 'RU', 'KP'])
    .describe('Countries (ISO 3166-1 alpha-2) where one unexplained login is a High alert.'),
  borderRegions: z
    .array(Region)
    .default(['CN-LN', 'CN-JL', 'CN-HL', 'RU-PRI', 'RU-KHA'])
    .describe('Regions (ISO 3166-2) where an unexplained login on a fixed line is Critical.'),
  northKoreaBlocks: z
    .array(z.union([z.cidrv4(), z.cidrv6()]))
    .default(['175.45.176.0/22'])
    .describe(
      'Address blocks routed to North Korea. A location database alone does not count: VPN services register blocks as Korean.',
    ),
  watchCountries: z
    .array(Country)
    .default([
      ...['LA', 'KH', 'VN', 'MM', 'MY', 'ID', 'TH', 'AE', 'SA', 'PK'],
      ...['NG', 'TZ', 'GN', 'GQ', 'KE', 'UA', 'BD', 'IN', 'NP'],
    ])
    .describe(
      'Countries where repeated unexplained logins are Medium: published cases place hired-out workers or their helpers there.',
    ),
  repeatDays: z
    .number()
    .positive()
    .max(30)
    .default(7)
    .describe('Days within which a second sighting confirms a weak one.'),
  failureMinutes: z
    .number()
    .positive()
    .max(1440)
    .default(60)
    .describe('A failed login counts only if the same account succeeds elsewhere within so many minutes.'),
  relocationDays: z
    .number()
    .nonnegative()
    .max(30)
    .default(14)
    .describe(
      'A line seen at a claimed place within so many days is taken to be still there: the database moved, not the line.',
    ),
  operatorDays: z
    .number()
    .nonnegative()
    .max(30)
    .default(30)
    .describe(
      'A fixed line of an operator that was used at a claimed home within so many days is taken to be there too, unless the source itself places it elsewhere.',
    ),
  roamingDays: z
    .number()
    .nonnegative()
    .max(30)
    .default(7)
    .describe('Days after a phone was at home by fixed line in which its foreign SIM is taken to roam.'),
});
export type Config = z.output<typeof Config>;
