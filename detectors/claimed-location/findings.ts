import { z } from 'zod';
import { type FindingSpec, Leg, placeName } from '#kit';

/** Why the place of a login is believed less than its database says. */
export const Doubt = z.enum([
  'anonymiser-exit',
  'hosting',
  'network-unknown',
  'databases-disagree',
  'roaming-sim',
  'relocated-line',
  'relocated-operator',
]);
export type Doubt = z.infer<typeof Doubt>;

/** One finding for each tier, from the place that weighs most to the one that weighs least. */
export const FindingId = z.enum([
  'north-korea',
  'border-region',
  'country-of-concern',
  'country-of-concern-uncertain',
  'watch-country',
  'unclaimed-country',
  'failed-attempt',
  'relocated-line',
]);
export type FindingId = z.infer<typeof FindingId>;

/** Another login that bears on the one found. */
const OtherLogin = Leg.pick({ time: true, ip: true, device: true, country: true, city: true, network: true });
export type OtherLogin = z.infer<typeof OtherLogin>;

export const Evidence = z.object({
  login: Leg,
  claimed: z.array(
    z.object({
      country: z.string(),
      region: z.string().optional(),
      city: z.string().optional(),
      since: z.string().optional(),
    }),
  ),
  /** Approved travel in force (± 1 day); none of it covers the login. */
  travel: z.array(z.object({ country: z.string(), from: z.string(), to: z.string() })),
  deviceAtClaim: z.enum(['seen', 'not-seen', 'not-reported']),
  /** The last login at a claimed place in the 30 days before. */
  lastAtClaim: z
    .object({ time: z.string(), ip: z.string().optional(), city: z.string().optional() })
    .optional(),
  /** Negative before the first day of work. */
  daysSinceStart: z.int().optional(),
  databases: z.enum(['agree', 'disagree', 'one-only']),
  /** Where the source itself places the address. */
  secondOpinion: z.string().optional(),
  doubts: z.array(Doubt),
  /** The success elsewhere that makes a failed login count, or the home login that makes a roaming phone likely. */
  besides: OtherLogin.optional(),
});
export type Evidence = z.infer<typeof Evidence>;

const where = ({ login }: Evidence): string =>
  `${login.outcome === 'failure' ? 'A login was tried' : 'Logged in'} from ${placeName(login)}`;
const uncovered = (evidence: Evidence): string =>
  `${where(evidence)}; no claim or approved travel covers it.`;

const IN_WORDS: Record<Doubt, string> = {
  'anonymiser-exit': 'seen through the exit of an anonymising service',
  hosting: 'seen through a hosting network',
  'network-unknown': 'on a network of unknown type, by free location data',
  'databases-disagree': 'though two location databases disagree',
  'roaming-sim': 'on a mobile network, and from home the same day or lately',
  'relocated-line': 'on a line that was seen at a claimed place before',
  'relocated-operator': 'on a fixed line of the operator at home',
};

const CHECK_TRAVEL = 'Check approved travel, and ask HR whether a move or a trip is not on file yet.';
const CHECK_PLACE =
  'Look the address up in a second location database, and note the date and radius of both.';
const CHECK_LINES =
  'List the addresses of this account over 30 days, and what the same device did two hours before and after.';
const CHECK_FACTOR = 'Find out from which address the second factor of this login was approved.';
const CHECK_DEVICE = 'Locate the company device by its management agent or the Wi-Fi networks it sees.';
const VIDEO_CALL = 'Have the manager hold an unscheduled video call, as with any remote employee.';

const TRAVELLING =
  'The worker is travelling or moving with the employer’s knowledge, and the record is missing.';
const WRONG_PLACE = 'The location database is wrong or old: the block was sold or renumbered recently.';

export const findings = {
  'north-korea': {
    family: 'geo',
    severity: 'critical',
    weight: 0.95,
    deterministic: true,
    Evidence,
    summary: ({ login }) =>
      `${login.outcome === 'failure' ? 'A login was tried' : 'Logged in'} from ${login.ip}, in an address block routed to North Korea; nothing on file covers it.`,
    benignIf: ['The block on the list has been reassigned: check who announces it today.'],
    nextSteps: [
      'Check who announces the address block today.',
      'Preserve the logs of the identity provider, VPN and endpoint before anything else.',
      CHECK_LINES,
      CHECK_DEVICE,
      'Take the case to legal counsel before anybody contacts the worker.',
    ],
  },
  'border-region': {
    family: 'geo',
    severity: 'critical',
    weight: 0.95,
    deterministic: true,
    Evidence,
    summary: ({ login }) =>
      `${login.outcome === 'failure' ? 'A login was tried' : 'Logged in'} from ${placeName(login)} (${login.country}-${login.region}, a border region); no claim or approved travel covers it.`,
    benignIf: [TRAVELLING, 'The worker visits family there and has not told HR.', WRONG_PLACE],
    nextSteps: [CHECK_TRAVEL, CHECK_PLACE, CHECK_FACTOR, CHECK_LINES, CHECK_DEVICE, VIDEO_CALL],
  },
  'country-of-concern': {
    family: 'geo',
    severity: 'high',
    weight: 0.75,
    deterministic: true,
    Evidence,
    summary: uncovered,
    benignIf: [
      TRAVELLING,
      'The worker visits family there and has not told HR.',
      'A phone with a SIM card from that country roams at home: its traffic leaves through its home operator.',
      WRONG_PLACE,
    ],
    nextSteps: [CHECK_TRAVEL, CHECK_PLACE, CHECK_FACTOR, CHECK_LINES, CHECK_DEVICE, VIDEO_CALL],
  },
  'country-of-concern-uncertain': {
    family: 'geo',
    severity: 'medium',
    weight: 0.35,
    Evidence,
    summary: (evidence) => {
      const [doubt] = evidence.doubts;
      return `${where(evidence)}${doubt ? `, ${IN_WORDS[doubt]}` : ''}; nothing on file covers it.`;
    },
    benignIf: [
      'A privacy VPN or cloud desktop happened to leave through that country.',
      'A phone with a SIM card from that country roams at home: its traffic leaves through its home operator.',
      TRAVELLING,
      WRONG_PLACE,
    ],
    nextSteps: [
      CHECK_PLACE,
      'Ask IT which VPN, cloud desktop or roaming phone is sanctioned for this account.',
      CHECK_TRAVEL,
      CHECK_LINES,
    ],
  },
  'watch-country': {
    family: 'geo',
    severity: 'medium',
    weight: 0.35,
    Evidence,
    summary: (evidence) => `${where(evidence)}, more than once; no claim or approved travel covers it.`,
    benignIf: [TRAVELLING, 'The worker is on holiday there and read mail.', WRONG_PLACE],
    nextSteps: [CHECK_TRAVEL, CHECK_PLACE, CHECK_FACTOR, CHECK_LINES],
  },
  'unclaimed-country': {
    family: 'geo',
    severity: 'low',
    weight: 0.15,
    Evidence,
    summary: uncovered,
    benignIf: [
      TRAVELLING,
      'The worker is on holiday there and read mail.',
      'A privacy VPN happened to leave through that country.',
      WRONG_PLACE,
    ],
    nextSteps: [CHECK_TRAVEL, 'If it repeats, ask the manager whether the worker has moved.'],
  },
  'failed-attempt': {
    family: 'geo',
    severity: 'low',
    weight: 0.15,
    Evidence,
    summary: (evidence) =>
      `A login failed from ${placeName(evidence.login)}, and the same account succeeded elsewhere within the hour.`,
    benignIf: ['Strangers try passwords on this account: failed logins from many countries show it.'],
    nextSteps: [
      'Compare with failed logins of other accounts from the same address: a password attack hits many.',
      'If only this account is tried, and by a device it uses, treat the failed login’s place as unexplained.',
    ],
  },
  'relocated-line': {
    family: 'geo',
    severity: 'low',
    weight: 0.05,
    Evidence,
    summary: ({ login, doubts }) =>
      `${doubts.includes('relocated-operator') ? 'A line of the operator at home is' : 'A line seen at a claimed place is now'} listed in ${placeName(login)}: most likely the location database changed.`,
    benignIf: ['The database moved the operator’s whole block: other accounts on it move on the same day.'],
    nextSteps: [
      CHECK_PLACE,
      'Check whether other accounts on the same block moved too, and report the error to the database’s publisher.',
    ],
  },
} satisfies Record<FindingId, FindingSpec<typeof Evidence>>;
