import { z } from 'zod';

/** When a worker is consistent or contradicted; every other night is unverified. */
export const StandingRule = z.strictObject({
  windowDays: z
    .int()
    .positive()
    .default(30)
    .describe('Days up to and including the night that are looked at: tradecraft I-05, 14 to 30 days.'),
  historyNights: z
    .int()
    .positive()
    .default(90)
    .describe('Nights over which “since” is counted: as many as a worker’s page shows.'),
  homeKm: z
    .number()
    .positive()
    .default(150)
    .describe('Kilometres from a claimed home within which a line is near it: tradecraft I-05.'),
  awayKm: z
    .number()
    .positive()
    .default(300)
    .describe('Kilometres from every claimed home beyond which a line is elsewhere: tradecraft I-05.'),
  maxRadiusKm: z
    .number()
    .positive()
    .default(200)
    .describe('Places known no better than this many kilometres say nothing: as in never-at-home.'),
  homeDays: z
    .int()
    .positive()
    .default(2)
    .describe(
      'Fewest days near the claim or on approved travel: one could be a visit or an error of the data.',
    ),
  awayDays: z
    .int()
    .positive()
    .default(8)
    .describe('Fewest days elsewhere that contradict a claim without an alert: tradecraft I-05.'),
  awayShare: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.7)
    .describe('Share (0.5–1) of the fixed-line days that those must be: tradecraft I-05.'),
});
export type StandingRule = z.output<typeof StandingRule>;

/** The rule in force, for people: what makes each state, and what none of them says. */
export function ruleText(rule: StandingRule): string[] {
  const { windowDays, homeKm, awayKm, homeDays, awayDays, awayShare } = rule;
  return [
    `Contradicted: in ${windowDays} days an open alert that stands on its own, or one of place or sharing at Medium or above; or at least ${awayDays} days, and ${Math.round(awayShare * 100)} % of the fixed-line days, more than ${awayKm} km from every claim and on no approved travel.`,
    `Consistent: otherwise, at least ${homeDays} fixed-line days within ${homeKm} km of the claim or on approved travel, and more of them than elsewhere.`,
    'Unverified: everything else. Mobile, office, relay and VPN addresses say nothing about a home.',
    'No standing says who sits at a line, only where the line is.',
  ];
}
