import { z } from 'zod';
import { type FindingSpec, Leg, placeName } from '#kit';

export const FindingId = z.enum([
  'settled-elsewhere',
  'never-at-home',
  'elsewhere-on-record',
  'address-confirmation',
  'claim-changed-to-line',
]);
export type FindingId = z.infer<typeof FindingId>;

/** Why a line far from the claim is asked about rather than held against it. */
export const Reason = z.enum(['was-at-home', 'databases-disagree']);

const Claimed = z.array(
  z.object({
    country: z.string(),
    region: z.string().optional(),
    city: z.string().optional(),
    since: z.string().optional(),
  }),
);

export const Evidence = z.object({
  /** The login that completed the picture. */
  login: Leg,
  /** First fixed-line day counted, `YYYY-MM-DD`. */
  since: z.string(),
  daysThere: z.int(),
  fixedDays: z.int(),
  /** Within the home radius: none, or the count would have started anew. */
  daysAtHome: z.literal(0),
  /** From the login to the nearest claimed home. */
  km: z.number(),
  claimed: Claimed,
  /** The last day with a fixed line at home in the half year before, `YYYY-MM-DD`. */
  lastAtHome: z.string().optional(),
  /** First day of which anything is known, `YYYY-MM-DD`, at most half a year ago. */
  onRecordSince: z.string(),
  /** Every fixed-line day counted: in that area, or elsewhere. */
  days: z.array(z.object({ day: z.string(), there: z.boolean() })),
  reasons: z.array(Reason),
});
export type Evidence = z.infer<typeof Evidence>;

export const ClaimChange = z.object({
  /** The first login that the changed claim covers. */
  login: Leg,
  /** What is claimed now. */
  claimed: Claimed,
  /** When the line was last reported as far from the claim, `YYYY-MM-DD`. */
  reported: z.string(),
  /** Days in that area in the weeks before, when it was not claimed. */
  daysThere: z.int(),
});

const counted = ({ daysThere, fixedDays, since, login, km }: Evidence): string =>
  `${daysThere} of ${fixedDays} fixed-line days since ${since} were in ${placeName(login)}, ${Math.round(km)} km from the claim`;

const CONFIRM =
  'Send an address confirmation to all remote staff of the group, never to this worker alone, and ask HR for moves not on file.';
const CHECK_PLACE =
  'Look the address up in a second location database; see where other users of the same block are placed.';
const CHECK_DEVICE = 'Locate the company device by its management agent, and compare where it was shipped.';

const MOVED = 'The worker has moved, or is not yet at the new address, and HR was not told.';
const SECOND_HOME = 'The worker spends a season at a second home or with family, or studies there.';
const WRONG_PLACE = 'The location database is wrong about this line: its block belongs to another city.';
const GATEWAY =
  'The line is a fixed-wireless or satellite one that leaves through a distant city and is listed as fixed.';

const contradicted = {
  family: 'geo',
  Evidence,
  summary: (evidence: Evidence) => `${counted(evidence)}; none near it.`,
  benignIf: [MOVED, SECOND_HOME, WRONG_PLACE, GATEWAY],
  nextSteps: [
    CONFIRM,
    CHECK_PLACE,
    CHECK_DEVICE,
    'List other workers on the same line.',
    'See whether the line is in use round the clock, and from where second factors were approved.',
  ],
} as const;

const spec = <E extends z.ZodType>(finding: FindingSpec<E>) => finding;

export const findings = {
  // From this weight on a finding makes a Medium case without another.
  'settled-elsewhere': spec({ ...contradicted, severity: 'medium', weight: 0.55 }),
  'never-at-home': spec({ ...contradicted, severity: 'medium', weight: 0.45 }),
  // Low by itself, and of full weight beside another family.
  'elsewhere-on-record': spec({ ...contradicted, severity: 'low', weight: 0.45 }),
  'address-confirmation': spec({
    family: 'geo',
    severity: 'low',
    weight: 0.15,
    Evidence,
    summary: (evidence) => `${counted(evidence)}. Has the worker moved?`,
    benignIf: [MOVED, SECOND_HOME, WRONG_PLACE],
    nextSteps: [CONFIRM, 'Enter the move or the second home in the roster, dated.', CHECK_PLACE],
  }),
  'claim-changed-to-line': spec({
    family: 'roster',
    severity: 'low',
    weight: 0.2,
    Evidence: ClaimChange,
    summary: ({ login, daysThere, reported }) =>
      `The claim changed to ${placeName(login)} after ${daysThere} days there that it did not cover, reported on ${reported}.`,
    benignIf: [
      'The worker was asked to confirm the address, and the roster was put right.',
      'The address on file was a provisional one until the move.',
    ],
    nextSteps: [
      'See who changed the claim, when, and what was shown as proof of the address.',
      'Compare with the address on the identity document and where the laptop was shipped.',
    ],
  }),
};
export type Evidences = { [K in FindingId]: (typeof findings)[K]['Evidence'] };
