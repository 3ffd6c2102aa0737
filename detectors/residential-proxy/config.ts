import { z } from 'zod';

const country = z.string().length(2);

/** Thresholds of this detector; where a figure has a public source, its description names it. */
export const Config = z.strictObject({
  operatorsOfConcern: z
    .array(z.string().min(1))
    .default(['Astrill'])
    .describe(
      'VPN operators sold for passing a national firewall; a part of the name is enough. Public reports name Astrill most.',
    ),
  firewallCountries: z
    .array(country)
    .default(['CN'])
    .describe(
      'Countries (ISO 3166-1) whose firewall they pass: a home or approved travel there explains one.',
    ),
  claimCountries: z
    .array(country)
    .default(['US'])
    .describe('Countries (ISO 3166-1) of a claimed home that such an operator contradicts at once.'),
  freshTagDays: z
    .int()
    .nonnegative()
    .default(7)
    .describe('Days for which an address keeps the full weight of a tag.'),
  proxyTagDays: z
    .int()
    .positive()
    .default(15)
    .describe('Days after which a residential-proxy tag says nothing (proxycheck.io holds tags for 15).'),
  vpnTagDays: z
    .int()
    .positive()
    .default(90)
    .describe(
      'Days after which the tag of a named VPN says nothing; data-centre exits move less than homes.',
    ),
  exitShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('Share of active days (0–1) with a hosting or VPN login from which it is reported.'),
  exitDays: z.int().positive().default(5).describe('Fewest days with such a login.'),
  exitWindowDays: z
    .int()
    .positive()
    .max(28)
    .default(28)
    .describe('Days over which the share is taken, at most 28.'),
  homeDays: z
    .int()
    .positive()
    .default(3)
    .describe(
      'Days on the claimed home’s line in that window that make the VPN a habit beside a normal home.',
    ),
  homeRadiusKm: z
    .number()
    .positive()
    .default(150)
    .describe('Kilometres from a claimed home within which a fixed line is the home’s.'),
  metroKm: z
    .number()
    .positive()
    .default(200)
    .describe('Kilometres within which two fixed lines stand in one metropolitan area.'),
  maxSpeedKmh: z.number().positive().default(900).describe('Fastest journey believed, km/h.'),
  travelOverheadHours: z
    .number()
    .nonnegative()
    .default(0.5)
    .describe('Hours that any journey between two areas takes besides.'),
  dayLines: z
    .int()
    .positive()
    .default(3)
    .describe(
      'Fixed-line networks in 24 h that no journey connects; one worker in a hundred sees 4 in a week.',
    ),
  dayMetros: z.int().positive().default(3).describe('Metropolitan areas in 24 h that no journey connects.'),
  weekLines: z
    .int()
    .positive()
    .default(5)
    .describe('Fixed-line networks in 7 days, in one area or between areas that no journey connects.'),
  newBlockShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.4)
    .describe(
      'Share of fixed-line address blocks (0–1), counted by day over 14 days, not seen in the 28 days before.',
    ),
  newBlockVisits: z.int().positive().default(10).describe('Fewest blocks, counted by day, for that share.'),
  newBlockLines: z
    .int()
    .positive()
    .default(3)
    .describe(
      'Networks that must each bring two new blocks: one provider’s changing addresses are not churn.',
    ),
  flipsPerHour: z
    .int()
    .positive()
    .default(2)
    .describe('Changes of egress inside one session within an hour.'),
  flipsPerDay: z.int().positive().default(3).describe('Changes of egress inside one session within 24 h.'),
});
export type Config = z.infer<typeof Config>;
