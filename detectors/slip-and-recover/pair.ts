import { type Claim, MINUTE } from '#kit';
import type { Config } from './config.ts';
import type { Disagreement, Doubt, Evidence, Mask } from './findings.ts';
import { isDeskLine, isHomed, type State } from './memory.ts';
import { between, type Sight } from './sight.ts';

/** A foreign address and one at home that one person cannot both have been at. */
export interface Pair {
  foreign: Sight;
  home: Sight;
}

const minutesBetween = (a: Sight, b: Sight): number => Math.abs(a.time - b.time) / MINUTE;

/** The pair that a new address completes: with a mask rather than with a clean line, else with the newest. */
export function pairOf(here: Sight, state: State, config: Config): Pair | undefined {
  const pairs = state.sights
    .filter(({ side }) => side !== here.side)
    .map((there) =>
      here.side === 'foreign' ? { foreign: here, home: there } : { foreign: there, home: here },
    )
    .filter((pair) => isSlip(pair, state, config));
  return pairs.findLast(({ home }) => home.mask) ?? pairs.at(-1);
}

function isSlip({ foreign, home }: Pair, state: State, config: Config): boolean {
  if (foreign.side !== 'foreign' || home.side !== 'home') return false;
  if (minutesBetween(foreign, home) > config.pairMinutes) return false;
  if (foreign.leg.asn !== undefined && foreign.leg.asn === home.leg.asn) return false;
  if (home.mask === 'anonymised') return true;
  const apart = between(foreign, home);
  if (apart && !foreign.isGateway && apart.effectiveKm < config.minKm) return false;
  // Beside a clean home, another computer abroad is another user: an assistant, or a shared account.
  return home.mask !== undefined || foreign.isPhone || isOwnDevice(foreign, home, state);
}

function isOwnDevice(foreign: Sight, home: Sight, state: State): boolean {
  const { device } = foreign.leg;
  return device !== undefined && (device === home.leg.device || isHomed(state, device));
}

export function deviceOf(a: Sight, b: Sight): Evidence['device'] {
  if (a.leg.device === undefined || b.leg.device === undefined) return 'not-known';
  return a.leg.device === b.leg.device ? 'same' : 'different';
}

/** What speaks against the foreign address beside this one at home. */
export function doubtsOf({ foreign, home }: Pair): Doubt[] {
  const isRoaming = foreign.isGateway && !home.mask && deviceOf(foreign, home) === 'same';
  return isRoaming && !foreign.doubts.includes('roaming-sim')
    ? [...foreign.doubts, 'roaming-sim']
    : foreign.doubts;
}

export function evidenceOf(
  { foreign, home }: Pair,
  doubts: readonly Doubt[],
  occasions: number,
  claim: Claim | undefined,
): Evidence {
  const mask: Mask = home.mask ?? 'no-journey';
  return {
    foreign: foreign.leg,
    home: home.leg,
    first: foreign.time <= home.time ? 'foreign' : 'home',
    minutes: Number(minutesBetween(foreign, home).toFixed(1)),
    km: rounded(between(foreign, home)?.km),
    mask,
    device: deviceOf(foreign, home),
    isPhone: foreign.isPhone,
    occasions,
    claimed: (claim?.homes ?? []).map(({ country, region, city }) => ({ country, region, city })),
    doubts: [...doubts],
  };
}

/** The newest address of another channel that cannot be of the same moment, where the pair is no slip (I-17). */
export function disagreeing(here: Sight, state: State, config: Config): Sight | undefined {
  if (isUnsure(here)) return undefined;
  return state.sights.findLast((there) => {
    if (there.channel === here.channel || minutesBetween(here, there) > config.sameTimeMinutes) return false;
    if (isUnsure(there) || there.leg.ip === here.leg.ip) return false;
    if (there.leg.asn !== undefined && there.leg.asn === here.leg.asn) return false;
    const apart = between(here, there);
    if (!apart || apart.effectiveKm < config.minKm) return false;
    if (here.leg.country === there.leg.country) return [here, there].some((sight) => isAway(sight, state));
    return here.side === there.side || [here, there].some(isForeignTunnel);
  });
}

/** A gateway tells a SIM card's country, an exit nothing, and what is in doubt contradicts nobody. */
const isUnsure = ({ doubts, mask, leg }: Sight): boolean =>
  doubts.length > 0 || mask === 'anonymised' || leg.network !== 'fixed';

/**
 * Whether an address inside the claimed country is a place of its own, away from home. A browser's may be an exit of
 * the employer that nobody listed; the outer address of a VPN, or a telephone's, is none. On a line where the
 * account's computer signs in too, the database errs about that line.
 */
const isAway = ({ mask, channel, isComputer, leg }: Sight, state: State): boolean =>
  mask === 'away-from-claim' &&
  (channel === 'vpn' || (channel === 'mfa' && !isComputer)) &&
  !isDeskLine(state, leg.asn);

/** Assistants sign in, but only who works there connects the VPN. */
const isForeignTunnel = ({ side, channel }: Sight): boolean => side === 'foreign' && channel === 'vpn';

export function disagreementOf(a: Sight, b: Sight): Disagreement {
  const [first, second] = a.time <= b.time ? [a, b] : [b, a];
  return {
    legs: [first.leg, second.leg],
    channels: [first.channel, second.channel],
    minutes: Number(minutesBetween(a, b).toFixed(1)),
    km: rounded(between(a, b)?.km),
  };
}

const rounded = (km: number | undefined): number | undefined =>
  km === undefined ? undefined : Math.round(km);
