import { z } from 'zod';
import { Channel, countryName, type FindingSpec, Leg, placeName } from '#kit';

/** Why the foreign address may not be where anybody sits. */
export const Doubt = z.enum([
  'databases-disagree',
  'network-unknown',
  'place-too-coarse',
  'roaming-sim',
  'gateway-seen-once',
  'on-approved-travel',
  'employer-country',
]);
export type Doubt = z.infer<typeof Doubt>;

/** Why the address at home is taken for the mask: it is an exit, it is not the claimed home, or nobody can have travelled. */
export const Mask = z.enum(['anonymised', 'away-from-claim', 'no-journey']);
export type Mask = z.infer<typeof Mask>;

export const Evidence = z.object({
  /** The address that neither a claim nor approved travel covers. */
  foreign: Leg,
  /** The address in the claimed country: the mask. */
  home: Leg,
  first: z.enum(['foreign', 'home']),
  minutes: z.number(),
  /** Between the two map points. */
  km: z.number().optional(),
  mask: Mask,
  device: z.enum(['same', 'different', 'not-known']),
  /** Whether the foreign address was the second factor’s, or a telephone’s. */
  isPhone: z.boolean(),
  /** Occasions within 30 days, this one included. */
  occasions: z.int(),
  claimed: z.array(
    z.object({ country: z.string(), region: z.string().optional(), city: z.string().optional() }),
  ),
  doubts: z.array(Doubt),
});
export type Evidence = z.infer<typeof Evidence>;

/** Two addresses of one moment, without one that is known to be foreign. */
export const Disagreement = z.object({
  legs: z.tuple([Leg, Leg]),
  channels: z.tuple([Channel, Channel]),
  minutes: z.number(),
  km: z.number().optional(),
});
export type Disagreement = z.infer<typeof Disagreement>;

const minutes = (count: number): string =>
  count < 1 ? 'less than a minute' : count < 1.5 ? 'a minute' : `${Math.round(count)} minutes`;

const EXIT: Partial<Record<Leg['network'], string>> = {
  vpn: 'a VPN exit in ',
  hosting: 'a hosting exit in ',
  tor: 'a Tor exit in ',
};

function slipped({ foreign, home, first, minutes: apart, isPhone }: Evidence): string {
  const telephone = foreign.action === 'mfa' ? 'The second factor came from' : 'A telephone was in';
  const subject = isPhone ? telephone : 'The account was in';
  const order = first === 'foreign' ? 'before' : 'after';
  const mask = `${EXIT[home.network] ?? ''}${placeName(home)}`;
  return `${subject} ${placeName(foreign)}, ${minutes(apart)} ${order} ${mask}`;
}
const uncovered = ({ foreign }: Evidence): string => `nothing on file covers ${countryName(foreign.country)}`;

const IN_WORDS: Record<Doubt, string> = {
  'databases-disagree': 'two location databases disagree',
  'network-unknown': 'its network is of unknown type',
  'place-too-coarse': 'only its country is known',
  'roaming-sim': 'the telephone was on a line at home lately',
  'gateway-seen-once': 'a mobile gateway tells no more than a SIM card',
  'on-approved-travel': 'a trip is on file',
  'employer-country': 'the employer’s own exits are in that country',
};

const QUIET = 'Do not contact the worker yet: verify and preserve first.';
const TRUE_PLACE =
  'Treat the foreign address as the true location until disproved, and the other as the mask.';
const PRESERVE =
  'Export the logs of identity provider, VPN and endpoint around both addresses, and hold them.';
const CHECK_PLACE =
  'Look both addresses up in a second location database and a VPN list, with date and radius.';
const CHECK_TRAVEL = 'Check approved travel and the roster’s history: is a trip or a move not on file yet?';
const CHECK_DEVICE = 'Locate the company laptop by its management agent or the Wi-Fi networks it sees.';
const CHECK_PHONE = 'Find out whose telephone it is, when it was enrolled, and whose SIM card it has.';
const SEARCH_BACK = 'Search 90 days for other addresses of the same operator, and for what the mask hides.';

const TRAVELLING =
  'The worker travels with the employer’s knowledge, no record exists, and a VPN was switched on or off.';
const WRONG_PLACE =
  'The location database is wrong about the foreign address: its block was sold or renumbered.';
const REMOTE_HOME =
  'The worker is abroad without leave and uses a machine or a router at home: a matter of policy.';
const ROAMING =
  'A telephone with a foreign SIM card roams at home: its traffic leaves through its home operator.';

export const findings = {
  slip: {
    family: 'geo',
    severity: 'high',
    weight: 0.85,
    deterministic: true,
    Evidence,
    summary: (evidence: Evidence) => `${slipped(evidence)}; ${uncovered(evidence)}.`,
    benignIf: [TRAVELLING, REMOTE_HOME, WRONG_PLACE],
    nextSteps: [TRUE_PLACE, QUIET, PRESERVE, CHECK_TRAVEL, CHECK_PLACE, CHECK_DEVICE, SEARCH_BACK],
  },
  'repeated-slip': {
    family: 'geo',
    severity: 'critical',
    weight: 0.95,
    deterministic: true,
    Evidence,
    summary: (evidence: Evidence) => `${slipped(evidence)}; on ${evidence.occasions} occasions in 30 days.`,
    benignIf: [TRAVELLING, REMOTE_HOME],
    nextSteps: [
      TRUE_PLACE,
      QUIET,
      PRESERVE,
      CHECK_TRAVEL,
      CHECK_DEVICE,
      SEARCH_BACK,
      'Take the case to HR and legal counsel before anybody contacts the worker.',
    ],
  },
  'phone-abroad': {
    family: 'geo',
    severity: 'medium',
    weight: 0.6,
    Evidence,
    summary: (evidence: Evidence) => `${slipped(evidence)}, on a mobile network and not for the first time.`,
    benignIf: [ROAMING, TRAVELLING, 'Somebody else holds the telephone with the employer’s knowledge.'],
    nextSteps: [CHECK_PHONE, CHECK_TRAVEL, CHECK_DEVICE, PRESERVE],
  },
  'addresses-disagree': {
    family: 'geo',
    severity: 'medium',
    weight: 0.6,
    Evidence: Disagreement,
    summary: ({ legs, channels, minutes: apart }: Disagreement) =>
      `${placeName(legs[0])} (${channels[0]}) and ${placeName(legs[1])} (${channels[1]}), ${minutes(apart)} apart.`,
    benignIf: [
      'One of the two addresses is an exit of the employer that networks.csv does not list.',
      'Somebody else approves or connects for the worker with the employer’s knowledge.',
      'The location database is wrong about one of the two addresses.',
    ],
    nextSteps: [
      'Compare both addresses with the employer’s own exits, and list those in networks.csv.',
      CHECK_PLACE,
      CHECK_PHONE,
      CHECK_TRAVEL,
    ],
  },
  'slip-uncertain': {
    family: 'geo',
    severity: 'low',
    weight: 0.15,
    Evidence,
    summary: (evidence: Evidence) =>
      `${slipped(evidence)}; ${IN_WORDS[evidence.doubts[0] ?? 'place-too-coarse']}.`,
    benignIf: [
      ROAMING,
      WRONG_PLACE,
      'The address belongs to a stop on an approved trip, or to the employer.',
    ],
    nextSteps: [CHECK_PLACE, CHECK_PHONE, CHECK_TRAVEL],
  },
} satisfies Record<string, FindingSpec>;
export type FindingId = keyof typeof findings;
export type Evidences = { [Id in FindingId]: (typeof findings)[Id]['Evidence'] };
