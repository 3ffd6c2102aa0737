import { z } from 'zod';
import { ANYWHERE_KM, HOUR, kmBetween, MINUTE, type Network, type Place } from '#kit';
import type { Config } from './config.ts';
import type { Event } from './event.ts';

/**
 * What an address can say here. `line`: a typed fixed line, whose place and provider mean something. `exit`: hosting
 * or VPN. `other`: mobile, satellite, relay, corporate, SASE, venue and unknown, which change for good reasons.
 */
export type EgressKind = 'line' | 'exit' | 'other';

export function egressKind({ type, anonymiser }: Pick<Network, 'type' | 'anonymiser'>): EgressKind {
  if (type === 'hosting' || type === 'vpn' || type === 'tor') return 'exit';
  if (type !== 'fixed') return 'other';
  return anonymiser?.kind === 'vpn' || anonymiser?.kind === 'tor' ? 'exit' : 'line';
}

/** Networks that a worker shares with others and that are nobody's home. */
const isCommon = ({ type }: Network): boolean =>
  type === 'corporate' || type === 'sase' || type === 'relay' || type === 'venue';

/** Addresses that many people share, or that the customer runs: what a list says of one of their users says nothing. */
export function isShared(network: Network): boolean {
  return isCommon(network) || network.type === 'mobile' || network.type === 'satellite';
}

/**
 * Whether a line stands at a claimed home; a home without coordinates is its whole country, and so is any for lines
 * that are not fixed. Without a claim or a place nothing contradicts it.
 */
export function isAtHome({ network, place, claim }: Event, config: Config): boolean {
  if (isCommon(network) || egressKind(network) === 'exit') return false;
  if (!place || !claim) return true;
  return claim.homes.some((home) => {
    const from = pointOf(home);
    const to = pointOf(place);
    if (!from || !to || network.type !== 'fixed') return home.country === place.country;
    return kmBetween(from, to) - place.radiusKm <= config.homeRadiusKm;
  });
}

/** Where a login left a fixed line or an exit, as kept in state: coordinates to a hundredth of a degree (1 km). */
export const Spot = z.object({
  asn: z.int(),
  isV6: z.boolean(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  radiusKm: z.number(),
  /** City and region, for the reader. */
  where: z.string().optional(),
});
export type Spot = z.infer<typeof Spot>;

export function spotOf(ip: string, asn: number, place: Place | undefined): Spot {
  const spot: Spot = { asn, isV6: ip.includes(':'), radiusKm: place?.radiusKm ?? ANYWHERE_KM };
  if (!place) return spot;
  const where = place.city === undefined ? place.country : `${place.city}, ${place.region ?? place.country}`;
  return {
    ...spot,
    latitude: rounded(place.latitude),
    longitude: rounded(place.longitude),
    where: where.slice(0, 32),
  };
}

const rounded = (degrees: number | undefined) =>
  degrees === undefined ? undefined : Math.round(degrees * 100) / 100;

/** Undefined places are no distance apart: nothing is concluded from what is not known. */
export function kmApart(a: Spot, b: Spot): number {
  if (a.latitude === b.latitude && a.longitude === b.longitude) return 0;
  const from = pointOf(a);
  const to = pointOf(b);
  return from && to ? kmBetween(from, to) : 0;
}

/**
 * Whether a journey could lead from one line, last used at `left` (ms), to the other, first used at `reached`.
 * One provider's IPv4 and IPv6 count as one line wherever the database puts them: it places IPv6 badly.
 */
export function isTravel(from: Spot, left: number, to: Spot, reached: number, config: Config): boolean {
  if (from.asn === to.asn && from.isV6 !== to.isV6) return true;
  const km = kmApart(from, to) - from.radiusKm - to.radiusKm;
  if (km <= config.metroKm) return true;
  const hours = (reached - left + CLOCK_SKEW) / HOUR;
  return hours >= km / config.maxSpeedKmh + config.travelOverheadHours;
}

/** Two clocks may each be five minutes off. */
const CLOCK_SKEW = 10 * MINUTE;

function pointOf({ latitude, longitude }: { latitude?: number | undefined; longitude?: number | undefined }) {
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

/** The address as evidence shows it. */
export const address = ({ ip = '', network }: Event) => ({
  ip,
  asn: network.asn,
  operator: network.operator,
});
