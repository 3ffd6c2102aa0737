import { claimedAs, kmToHome, type Network, type Place, pointOf, type Seen } from '#kit';
import type { Config } from './config.ts';

export type SeenLogin = Seen<never, 'place' | 'network' | 'claim' | 'worker'>;
export type PlacedLogin = SeenLogin & { place: Place; network: Network };

/** The employer’s own lines, relays and venues change for good reasons, as satellite gateways do. */
const TELLING: readonly string[] = ['fixed', 'mobile', 'hosting', 'vpn', 'tor', 'unknown'];

/** Whether a login came from a place that neither a home nor approved travel covers. Without a claim nothing does contradict it. */
export function isUnclaimed(event: SeenLogin, config: Config): event is PlacedLogin {
  const { place, network, claim } = event;
  if (!place || !network || !claim || !TELLING.includes(network.type)) return false;
  const as = claimedAs(claim, place.country);
  if (as === undefined) return true;
  // A mobile gateway stands anywhere in its country, and travel is approved for a country.
  if (network.type === 'mobile' || claim.travel.some(({ country }) => country === place.country))
    return false;
  const point = pointOf(place);
  const km = point && kmToHome(claim, point);
  return km !== undefined && km - place.radiusKm > config.homeKm;
}

/** What is new when it was not seen before: a network in a part of a country. */
export const placeKey = ({ place, network }: PlacedLogin): string =>
  [place.country, place.region, network.asn].filter((part) => part !== undefined).join('/');
