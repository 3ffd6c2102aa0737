import { z } from 'zod';
import { type FindingSpec, Leg, placeName } from '#kit';

/** Why the journey is believed less than its numbers say. */
export const Doubt = z.enum(['roaming-sim', 'databases-disagree', 'shared-account', 'both-places-regular']);
export type Doubt = z.infer<typeof Doubt>;

export const Evidence = z.object({
  /** The earlier login. */
  from: Leg,
  to: Leg,
  km: z.number(),
  /** Less both radii. */
  effectiveKm: z.number(),
  hours: z.number(),
  neededHours: z.number(),
  device: z.enum(['same', 'different', 'not-known']),
  doubts: z.array(Doubt),
});
export type Evidence = z.infer<typeof Evidence>;

/** `40 minutes`, `3.5 hours`. */
const span = (hours: number): string =>
  hours < 2 ? `${Math.round(hours * 60)} minutes` : `${Number(hours.toFixed(1))} hours`;

const journey = ({ from, to, km, hours, neededHours }: Evidence): string =>
  `${placeName(from)}, then ${placeName(to)}: ${Math.round(km)} km in ${span(hours)}, a journey of at least ${span(neededHours)}`;

const CHECK_PLACE = 'Look both addresses up in a second location database, and note date and radius.';
const CHECK_SESSION = 'Compare the sessions: same browser, same second factor, same applications?';
const PRESERVE = 'Export the logs of both sessions before anything is revoked.';

const WRONG_PLACE = 'The location database is wrong or old about one of the two addresses.';
const ROAMING = 'A phone on a SIM card from abroad roams beside the home line, or the other way round.';
const UNKNOWN_VPN = 'One of the two lines is a VPN or relay that no list names yet.';

export const findings = {
  'too-fast': {
    family: 'geo',
    severity: 'medium',
    weight: 0.5,
    Evidence,
    summary: (evidence) => `${journey(evidence)}.`,
    benignIf: [
      WRONG_PLACE,
      UNKNOWN_VPN,
      ROAMING,
      'A machine left running at home signed in by itself, and the source calls it interactive.',
    ],
    nextSteps: [
      CHECK_PLACE,
      'If one device did both, ask IT which VPN, relay or travel router it uses.',
      CHECK_SESSION,
      'Check approved travel for the place that the claim does not cover.',
    ],
  },
  'too-fast-other-device': {
    family: 'geo',
    severity: 'medium',
    weight: 0.8,
    Evidence,
    summary: (evidence) => `${journey(evidence)}, on two devices.`,
    benignIf: [
      'A colleague or assistant uses the account with permission, from another place.',
      'A remote desktop or a machine at home was used from elsewhere.',
      ROAMING,
      WRONG_PLACE,
      UNKNOWN_VPN,
    ],
    nextSteps: [
      PRESERVE,
      'Find out who holds the second device, when it was enrolled, and where it was shipped.',
      'If nobody can name its holder, revoke its session after preserving the logs.',
      CHECK_PLACE,
    ],
  },
} satisfies Record<string, FindingSpec<typeof Evidence>>;
export type FindingId = keyof typeof findings;
