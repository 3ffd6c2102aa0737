import { z } from 'zod';
import { type FindingSpec, placeName } from '#kit';

const Home = z.object({
  country: z.string(),
  region: z.string().optional(),
  city: z.string().optional(),
});

export const Evidence = z.object({
  /** The address, or the /64 of an IPv6 line. */
  line: z.string(),
  /** Where and whose the line is, as last seen; absent where no data says. */
  place: Home.extend({ radiusKm: z.number(), database: z.string(), databaseDate: z.string() }).optional(),
  operator: z.string().optional(),
  asn: z.int().optional(),
  /** What a list knows of the line, such as a home let out as a proxy exit. */
  anonymiser: z.string().optional(),
  workers: z.array(
    z.object({
      id: z.string(),
      homes: z.array(Home),
      /** From the nearest claimed home to the line. */
      kmToLine: z.number().optional(),
      /** Whether the line may be at a claimed home, by its place and radius. */
      atHome: z.enum(['yes', 'no', 'unknown']),
      days: z.int(),
      firstDay: z.string(),
      lastDay: z.string(),
      startDate: z.string().optional(),
    }),
  ),
  /** Between the claimed homes of the two who live furthest apart. */
  homesApartKm: z.number(),
  /** Days on which two or more of them used the line. */
  daysTogether: z.int(),
  /** Minutes for which two or more of them did at one time. */
  minutesTogether: z.int(),
  /** Days between the earliest and the latest start date. */
  startsApartDays: z.int().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

const served = ({ place, workers, homesApartKm }: Evidence): string =>
  `One home line${place ? ` in ${placeName(place)}` : ''} served ${workers.length} workers, who claim homes up to ${Math.round(homesApartKm).toLocaleString('en-US')} km apart.`;

const CHECK_TIES =
  'Check whether they share a household, a contractor, a referrer or a shipping address, and compare their start dates.';
const CHECK_LINE =
  'Find out what the line is: whose subscriber, a home, an office, a shared flat or a guest network.';
const CHECK_OWN =
  'List the other addresses of each account over 30 days: is any of them near the claimed home?';
const CHECK_DEVICES =
  'Check the company devices behind the line for remote-access software and for hardware that relays a screen.';
const ASK_ALL = 'Ask every remote employee to confirm their address, not only the ones named here.';
const PRESERVE =
  'Preserve the logs before anybody is contacted, and take the group to HR and counsel as one case.';

const LIVE_TOGETHER = 'They live together, and the roster has an old home or no household for one of them.';
const WORK_TOGETHER =
  'The line is an office, a project flat or a coworking space that networks.csv does not name.';
const HOSTED = 'One of them stays with the other for weeks, and no trip is on file.';
const POOLED = 'The operator puts customers of a wide area behind one address.';

export const findings = {
  'two-workers': {
    family: 'share',
    severity: 'medium',
    weight: 0.55,
    Evidence,
    summary: served,
    benignIf: [LIVE_TOGETHER, HOSTED, WORK_TOGETHER, POOLED],
    nextSteps: [CHECK_TIES, CHECK_LINE, CHECK_OWN, CHECK_DEVICES, ASK_ALL],
  },
  'three-workers': {
    family: 'share',
    severity: 'high',
    weight: 0.75,
    deterministic: true,
    Evidence,
    summary: served,
    benignIf: [WORK_TOGETHER, 'They share a flat, and the roster has old homes for them.', POOLED],
    nextSteps: [PRESERVE, CHECK_TIES, CHECK_LINE, CHECK_OWN, CHECK_DEVICES],
  },
  crowd: {
    family: 'share',
    severity: 'low',
    weight: 0.05,
    Evidence,
    summary: ({ place, workers }) =>
      `A line${place ? ` in ${placeName(place)}` : ''} that networks.csv does not name served ${workers.length} workers for weeks.`,
    benignIf: [WORK_TOGETHER, POOLED],
    nextSteps: ['Find out what the line is, and name it in networks.csv as corporate or venue.'],
  },
} as const satisfies Record<string, FindingSpec<typeof Evidence>>;
export type FindingId = keyof typeof findings;
