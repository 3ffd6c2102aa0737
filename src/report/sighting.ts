import { claimedAs, type JudgedLogin, kmToHome, type NetworkType, pointOf, utcDay } from '#kit';
import { placeText } from '../alerts/place-text.ts';
import type { StandingRule } from './standing-rule.ts';

/** What a login, and the day it was on, is explained by; a day by the first of those seen on it. */
export const EXPLANATIONS = [
  'home',
  'travel',
  'elsewhere',
  'mobile',
  'corporate',
  'relay',
  'vpn',
  'unclear',
] as const;
export type Explanation = (typeof EXPLANATIONS)[number];

/** What a login would have needed to say more. */
export type Lack = 'claim' | 'place' | 'precision' | 'coordinates' | 'network';

/** What one login says about where its account was: without stamp or number, so that doubles change nothing. */
export interface Sighting {
  /** UTC day, days since the epoch. */
  day: number;
  explanation: Explanation;
  /** `Austin, TX, US`; absent where the address says nothing about a place. */
  place?: string | undefined;
  /** Kilometres to the nearest claimed home. */
  km?: number | undefined;
  lacks?: Lack | undefined;
}

const ACTIONS: readonly string[] = ['login', 'app-access', 'vpn-connect'];
const BY_NETWORK: Partial<Record<NetworkType, Explanation>> = {
  mobile: 'mobile',
  satellite: 'mobile',
  relay: 'relay',
  vpn: 'vpn',
  tor: 'vpn',
  hosting: 'vpn',
};

/** Undefined for what does not show a person at work: failures, refreshes, second factors from a telephone. */
export function sightingOf(login: JudgedLogin, rule: StandingRule): Sighting | undefined {
  if (login.outcome !== 'success' || !login.interactive || !ACTIONS.includes(login.action)) return undefined;
  const day = utcDay(login.time);
  const explanation = byNetwork(login);
  const lacks = login.claim ? undefined : 'claim';
  if (explanation === 'mobile') {
    return { day, explanation, lacks, place: login.place && placeText(login.place) };
  }
  return explanation ? { day, explanation, lacks } : { day, ...byPlace(login, rule) };
}

function byNetwork({ network }: JudgedLogin): Explanation | undefined {
  if (!network) return undefined;
  if (network.type === 'corporate' || network.type === 'sase') return 'corporate';
  if (network.anonymiser) return network.anonymiser.kind === 'relay' ? 'relay' : 'vpn';
  return BY_NETWORK[network.type];
}

/** Nearness needs the middle of the place, distance all of its circle: what the data leaves open speaks for the claim. */
function byPlace({ place, network, claim }: JudgedLogin, rule: StandingRule): Omit<Sighting, 'day'> {
  if (!place) return { explanation: 'unclear', lacks: 'place' };
  const seen = { place: placeText(place) };
  if (!claim) return { ...seen, explanation: 'unclear', lacks: 'claim' };
  if (network?.type !== 'fixed') {
    return { ...seen, explanation: 'unclear', lacks: network?.type === 'venue' ? undefined : 'network' };
  }
  const claimed = claimedAs(claim, place.country);
  if (place.radiusKm > rule.maxRadiusKm && claimed) {
    return { ...seen, explanation: 'unclear', lacks: 'precision' };
  }
  const point = pointOf(place);
  const distance = point && kmToHome(claim, point);
  const km = distance === undefined ? undefined : Math.round(distance);
  if (distance !== undefined && distance <= rule.homeKm) return { ...seen, km, explanation: 'home' };
  if (claim.travel.some(({ country }) => country === place.country)) {
    return { ...seen, km, explanation: 'travel' };
  }
  if (!claimed) return { ...seen, km, explanation: 'elsewhere' };
  if (distance === undefined) return { ...seen, explanation: 'unclear', lacks: 'coordinates' };
  const isAway = distance > rule.awayKm && distance - place.radiusKm > rule.homeKm;
  return { ...seen, km, explanation: isAway ? 'elsewhere' : 'unclear' };
}
