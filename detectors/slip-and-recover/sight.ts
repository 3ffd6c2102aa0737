import { z } from 'zod';
import {
  Channel,
  type Claim,
  claimedAs,
  isHandheld,
  isListedExit,
  kmBetween,
  Leg,
  type Login,
  legOf,
  osFamily,
  pointOf,
  type Seen,
} from '#kit';
import type { Config } from './config.ts';
import { Doubt } from './findings.ts';

export type SeenLogin = Seen<'place' | 'network', 'claim'>;

/**
 * What an address can be in a pair. `foreign`: an own line in a country that nothing covers. `home`: an address in a
 * country of a claimed home. `unclaimed`: an own line of an account without a claim.
 */
export const Side = z.enum(['foreign', 'home', 'unclaimed']);
export type Side = z.infer<typeof Side>;

/** One address of the account, as long as another may still contradict it. */
export const Sight = z.object({
  time: z.number(),
  side: Side,
  channel: Channel,
  isPhone: z.boolean(),
  /** Its user agent says so; a second factor may be logged with the browser's. */
  isComputer: z.boolean(),
  /** A mobile or satellite network: it tells the country and no more. */
  isGateway: z.boolean(),
  /** Home side only: what shows by itself that nobody sits there. */
  mask: z.enum(['anonymised', 'away-from-claim']).optional(),
  /** Foreign side only. */
  doubts: z.array(Doubt),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  confidence: z.number(),
  leg: Leg,
});
export type Sight = z.infer<typeof Sight>;

const OWN_LINES = ['fixed', 'mobile', 'satellite', 'venue', 'unknown'];

const isExit = (network: SeenLogin['network']): boolean =>
  !OWN_LINES.includes(network.type) || isListedExit(network);

/** Which side of a pair an address can be on. Undefined: on none. */
export function sideOf({ place, network, claim }: SeenLogin): Side | undefined {
  if (['corporate', 'sase', 'relay'].includes(network.type) || network.anonymiser?.kind === 'relay')
    return undefined;
  if (!claim) return network.type === 'fixed' && !isExit(network) ? 'unclaimed' : undefined;
  const cover = claimedAs(claim, place.country);
  if (cover === 'home') return 'home';
  return cover === undefined && !isExit(network) ? 'foreign' : undefined;
}

/** Whether an address is an exit of the employer in a country that is nobody's claimed home. */
export const isEmployerAbroad = ({ place, network, claim }: SeenLogin): boolean =>
  network.type === 'corporate' && claim !== undefined && claimedAs(claim, place.country) !== 'home';

export function sightOf(event: SeenLogin, side: Side, doubts: Doubt[], config: Config): Sight {
  const { time, place, network, channel } = event;
  return {
    time,
    side,
    channel,
    isPhone: isPhone(event),
    isComputer: isComputer(event),
    isGateway: network.type === 'mobile' || network.type === 'satellite',
    mask: side === 'home' ? maskOf(event, config) : undefined,
    doubts,
    latitude: place.latitude,
    longitude: place.longitude,
    confidence: place.confidence,
    leg: legOf(event),
  };
}

/** A second factor is approved on a telephone, whatever browser asked for it. */
const isPhone = ({ action, userAgent }: Login): boolean => action === 'mfa' || isHandheld(userAgent);

const isComputer = ({ userAgent }: Login): boolean =>
  osFamily(userAgent) !== undefined && !isHandheld(userAgent);

/** Whether somebody signed in at what is not known to be a telephone. */
export const isDesk = ({ channel, action, userAgent }: Login): boolean =>
  channel === 'sso' && action !== 'mfa' && !isHandheld(userAgent);

/** A telephone abroad on its home operator's SIM card shows an address at home, so that address contradicts nothing. */
export const mayRoamAbroad = (event: SeenLogin): boolean =>
  event.network.type === 'mobile' && event.channel !== 'vpn' && (isPhone(event) || !isComputer(event));

function maskOf(event: SeenLogin, config: Config): Sight['mask'] {
  const { network } = event;
  if (isExit(network) || network.anonymiser?.kind === 'residential-proxy') return 'anonymised';
  return network.type === 'fixed' && !isAtClaim(event, config) ? 'away-from-claim' : undefined;
}

/** Whether an address in a claimed country is near a home or trip in it; one without coordinates is its whole country. */
function isAtClaim({ place, claim }: SeenLogin, config: Config): boolean {
  return placesOf(claim).some((known) => {
    if (known.country !== place.country) return false;
    const [from, to] = [pointOf(known), pointOf(place)];
    return !from || !to || kmBetween(from, to) - place.radiusKm <= config.homeKm;
  });
}

const placesOf = (claim: Claim | undefined) => (claim ? [...claim.homes, ...claim.travel] : []);

/** Whether a foreign address is near no claimed home, as far as coordinates tell. */
export function isFarFromHome({ place, claim }: SeenLogin, config: Config): boolean {
  const here = pointOf(place);
  if (!here || !claim) return true;
  return claim.homes.every((home) => {
    const there = pointOf(home);
    return !there || kmBetween(here, there) - place.radiusKm >= config.minKm;
  });
}

/** Kilometres between two sights, and what is left of them beyond both radii. Undefined without coordinates. */
export function between(a: Sight, b: Sight): { km: number; effectiveKm: number } | undefined {
  const [from, to] = [pointOf(a), pointOf(b)];
  if (!from || !to) return undefined;
  const km = kmBetween(from, to);
  return { km, effectiveKm: km - a.leg.radiusKm - b.leg.radiusKm };
}
