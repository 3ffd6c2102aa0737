import { z } from 'zod';
import { type FindingSpec, NetworkType } from '#kit';

const Home = z.object({
  country: z.string(),
  region: z.string().optional(),
  city: z.string().optional(),
});

export const Evidence = z.object({
  /** As the source names it. */
  device: z.string(),
  /** `registered`: known to the roster, or to the source as a device of its own; `fingerprint`: likeness of a browser. */
  identity: z.enum(['registered', 'fingerprint']),
  managed: z.boolean().optional(),
  workers: z.array(
    z.object({
      id: z.string(),
      homes: z.array(Home),
      /** Whether the roster lists the device as theirs. */
      listed: z.boolean(),
      days: z.int(),
      firstDay: z.string(),
      lastDay: z.string(),
      startDate: z.string().optional(),
    }),
  ),
  /** Between the claimed homes of the two who live furthest apart; absent where a home is not on the map. */
  homesApartKm: z.number().optional(),
  daysTogether: z.int(),
  startsApartDays: z.int().optional(),
  /** Where it was used from. */
  networks: z.array(NetworkType),
});
export type Evidence = z.infer<typeof Evidence>;

const apart = ({ homesApartKm }: Evidence): string =>
  homesApartKm === undefined
    ? 'whose homes cannot be compared'
    : `who claim homes up to ${homesApartKm.toLocaleString('en-US')} km apart`;

const CHECK_TIES =
  'Check whether they share a household, a manager, a contractor or a referrer, and compare their start dates.';
const LOCATE = 'Find out whose device it is, to whom it was sent, and where its management agent places it.';
const CHECK_LINES =
  'List the addresses from which each account used the device, and its other devices, over 30 days.';
const CHECK_TOOLS = 'Check the device for remote-access software, and for several browser profiles.';
const SEE_BOTH = 'Have each manager hold a video call, as with any remote employee, both on one day.';

const HANDED_ON = 'The device was handed on, and its former user still signs in on it now and then.';
const ASSISTANT = 'One of them is the assistant or delegate of the other, and signs in for them.';
const SUPPORT = 'One of them supports the other’s machine and is in no exempt group.';
const PAIR = 'They work at one desk, such as a couple whose roster has an old home for one of them.';

export const findings = {
  'shared-hardware': {
    family: 'device',
    severity: 'medium',
    weight: 0.7,
    Evidence,
    summary: (evidence) =>
      `One registered device signed in for ${evidence.workers.length} workers, ${apart(evidence)}.`,
    benignIf: [PAIR, ASSISTANT, SUPPORT, HANDED_ON],
    nextSteps: [LOCATE, CHECK_TIES, CHECK_LINES, CHECK_TOOLS, SEE_BOTH],
  },
  'shared-factor': {
    family: 'device',
    severity: 'medium',
    weight: 0.7,
    Evidence,
    summary: (evidence) =>
      `One device answered the second factor of ${evidence.workers.length} workers, ${apart(evidence)}.`,
    benignIf: [
      PAIR,
      'An assistant approves the logins of the worker they assist.',
      'The phone was given on, and its former user has not enrolled a new one.',
    ],
    nextSteps: [
      'Compare who enrolled the device for each account, when, and from which address.',
      CHECK_TIES,
      CHECK_LINES,
      SEE_BOTH,
    ],
  },
  'same-fingerprint': {
    family: 'device',
    severity: 'low',
    weight: 0.25,
    Evidence,
    summary: (evidence) =>
      `One browser fingerprint signed in for ${evidence.workers.length} workers, ${apart(evidence)}.`,
    benignIf: ['Company laptops of one model and image have one fingerprint.', PAIR, ASSISTANT, SUPPORT],
    nextSteps: [
      'Find out whether other workers with the same model of laptop show the same fingerprint.',
      CHECK_LINES,
      CHECK_TIES,
    ],
  },
} as const satisfies Record<string, FindingSpec<typeof Evidence>>;
export type FindingId = keyof typeof findings;
