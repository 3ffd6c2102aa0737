import { z } from 'zod';
import { type FindingSpec, placeName } from '#kit';
import { Run } from './run.ts';

/** Why a place abroad may be none of the account's. */
export const Doubt = z.enum(['databases-disagree', 'employer-country']);
export type Doubt = z.infer<typeof Doubt>;

/** One session, from the first to the last action of a person in it. Times are ISO 8601. */
const Side = Run.omit({
  latitude: true,
  longitude: true,
  isDoubtful: true,
  isV6: true,
  confidence: true,
}).extend({
  from: z.string(),
  to: z.string(),
});
export type Side = z.infer<typeof Side>;

export const Evidence = z.object({
  /** The session that began first. */
  one: Side,
  other: Side,
  overlapMinutes: z.number(),
  /** Between the two map points. */
  km: z.number(),
  devices: z.enum(['different', 'not-known']),
  /** All places used at once within 24 hours. */
  places: z.array(z.string()),
  doubts: z.array(Doubt),
});
export type Evidence = z.infer<typeof Evidence>;

const together = ({ one, other, overlapMinutes }: Evidence): string =>
  `${placeName(one)}, and ${placeName(other)}: the account was used in both for ${Math.round(overlapMinutes)} minutes`;

const COMPARE =
  'Compare the two sessions: device, browser, second factor, applications, and what was done in them.';
const HOLDER = 'Find out who holds each device, when it was enrolled, and where it was shipped.';
const PRESERVE = 'Export the logs of both sessions before either is revoked.';
const CHECK_PLACE = 'Look both addresses up in a second location database, and note date and radius.';
const CHECK_TRAVEL = 'Check approved travel for the place that the claim does not cover.';

const ASSISTANT = 'An assistant or a colleague uses the account with permission, from another place.';
const WRONG_PLACE = 'The location database is wrong about one of the two lines.';
const REMOTE = 'A machine at home is used from elsewhere through a remote desktop.';
const UNKNOWN_VPN = 'One of the two lines is a VPN or an exit of the employer that no list names yet.';

export const findings = {
  'two-countries': {
    family: 'geo',
    severity: 'medium',
    weight: 0.6,
    Evidence,
    summary: (evidence) => `${together(evidence)}.`,
    benignIf: [
      'The worker is abroad, the trip is not on file, and somebody or something at home uses the account too.',
      ASSISTANT,
      REMOTE,
      WRONG_PLACE,
    ],
    nextSteps: [PRESERVE, HOLDER, COMPARE, CHECK_TRAVEL, CHECK_PLACE],
  },
  'many-places': {
    family: 'geo',
    severity: 'medium',
    weight: 0.6,
    Evidence,
    summary: (evidence) => `${together(evidence)}, of ${evidence.places.length} places within 24 hours.`,
    benignIf: [ASSISTANT, UNKNOWN_VPN, 'Several people share the account with the employer’s knowledge.'],
    nextSteps: [PRESERVE, HOLDER, COMPARE, CHECK_PLACE],
  },
  'two-places': {
    family: 'geo',
    severity: 'low',
    weight: 0.2,
    Evidence,
    summary: (evidence) => `${together(evidence)}.`,
    benignIf: [ASSISTANT, REMOTE, UNKNOWN_VPN, WRONG_PLACE],
    nextSteps: [COMPARE, HOLDER, CHECK_PLACE],
  },
} satisfies Record<string, FindingSpec<typeof Evidence>>;
export type FindingId = keyof typeof findings;
