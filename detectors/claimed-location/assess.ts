import { claimedAs, countryCode, inBlock, isoTime, legOf, utcDay } from '#kit';
import type { Config } from './config.ts';
import type { Doubt, Evidence, FindingId, OtherLogin } from './findings.ts';
import {
  deviceAtClaim,
  type Held,
  homeOfRoaming,
  isExit,
  isRepeated,
  relocationOf,
  type SeenLogin,
  type State,
  type Visit,
} from './memory.ts';

/** Factors on the confidence of the place itself: engineering judgement. */
const CONFIDENCE: Partial<Record<Doubt, number>> = {
  'anonymiser-exit': 0.5,
  'databases-disagree': 0.5,
};

type Tier = 'north-korea' | 'border-region' | 'country-of-concern' | 'watch-country' | 'unclaimed-country';

/** What a login at a place that nothing claims amounts to, given what is known of the account. */
export function assess(event: SeenLogin, state: State, config: Config): Held {
  const tier = tierOf(event, config);
  const home = homeOfRoaming(event, state, config);
  const doubts = [...doubtsAbout(event, state), ...(home ? (['roaming-sim'] as const) : [])];
  return {
    time: event.time,
    id: conclude(tier, doubts, event, state),
    key: keyOf(event),
    confidence: tier === 'north-korea' ? 1 : confidenceIn(event, doubts),
    evidence: { ...evidenceOf(event, state), doubts, besides: home && shown(home) },
  };
}

/** What such a conclusion is lowered to once the same device logs in at home by a fixed line on the same day. */
export function loweredAsRoaming(held: Held, home: Visit): Held {
  const id = LOWERED[held.id] ?? held.id;
  const doubts: Doubt[] = [...held.evidence.doubts, 'roaming-sim'];
  return { ...held, id, evidence: { ...held.evidence, doubts, besides: shown(home) } };
}

/** A failed login that counts, because the same account succeeded elsewhere. */
export const confirmed = (held: Held, success: Visit): Held => ({
  ...held,
  evidence: { ...held.evidence, besides: shown(success) },
});

const shown = (visit: Visit): OtherLogin => ({ ...visit, time: isoTime(visit.time) });

const LOWERED: Partial<Record<FindingId, FindingId>> = {
  'country-of-concern': 'country-of-concern-uncertain',
  'watch-country': 'unclaimed-country',
};

/** Whether a login at home by the same device would still lower the conclusion. */
export const mayBeRoaming = ({ id, evidence }: Held): boolean =>
  evidence.login.network === 'mobile' && LOWERED[id] !== undefined;

function tierOf({ ip, place, network }: SeenLogin, config: Config): Tier {
  if (ip !== undefined && config.northKoreaBlocks.some((block) => inBlock(ip, block))) return 'north-korea';
  // A mobile or satellite gateway stands far from its users: it tells the country, not the region.
  const tellsRegion = network?.type === 'fixed' || network?.type === 'venue';
  if (tellsRegion && config.borderRegions.includes(`${place.country}-${place.region}`))
    return 'border-region';
  if (config.countriesOfConcern.includes(place.country)) return 'country-of-concern';
  return config.watchCountries.includes(place.country) ? 'watch-country' : 'unclaimed-country';
}

function doubtsAbout(event: SeenLogin, state: State): Doubt[] {
  const { network, place } = event;
  const relocation = relocationOf(state, event);
  const doubts: Doubt[] = relocation ? [relocation] : [];
  if (isExit(network)) doubts.push('anonymiser-exit');
  else if (network?.type === 'hosting' || network?.anonymiser?.kind === 'hosting') doubts.push('hosting');
  else if ((network?.type ?? 'unknown') === 'unknown' && place.confidence < 1) doubts.push('network-unknown');
  if (agreement(event) === 'disagree') doubts.push('databases-disagree');
  return doubts;
}

function conclude(tier: Tier, doubts: readonly Doubt[], event: SeenLogin, state: State): FindingId {
  if (event.outcome === 'failure' && !isKnownDevice(event, state)) return 'failed-attempt';
  if (tier === 'north-korea') return tier;
  if (doubts.includes('relocated-line') || doubts.includes('relocated-operator')) return 'relocated-line';
  if (tier === 'unclaimed-country' || doubts.includes('anonymiser-exit')) return 'unclaimed-country';
  if (tier === 'watch-country') {
    return doubts.length === 0 && isRepeated(state, event) ? tier : 'unclaimed-country';
  }
  if (doubts.length === 0) return tier;
  // The login at home is the second sighting of a roaming phone; other places that may be wrong must be seen again.
  const isWeak = doubts.includes('hosting') || doubts.includes('databases-disagree');
  const counts = !isWeak || doubts.includes('roaming-sim') || isRepeated(state, event);
  return counts ? 'country-of-concern-uncertain' : 'unclaimed-country';
}

/** Findings that a roaming phone may explain are kept apart from those of other lines in the same country. */
const keyOf = ({ place, network, device }: SeenLogin): string =>
  network?.type === 'mobile' ? `${place.country}/${device ?? 'mobile'}` : place.country;

function confidenceIn({ place }: SeenLogin, doubts: readonly Doubt[]): number {
  const factors = doubts.map((doubt) => CONFIDENCE[doubt] ?? 1);
  return factors.reduce((product, factor) => product * factor, place.confidence);
}

const isKnownDevice = (event: SeenLogin, state: State): boolean =>
  event.device !== undefined &&
  (deviceAtClaim(event, state) !== undefined || event.worker?.deviceIds?.includes(event.device) === true);

function agreement({ place, provider }: SeenLogin): Evidence['databases'] {
  const opinion = provider?.country === undefined ? undefined : countryCode(provider.country);
  if (opinion === undefined) return 'one-only';
  return opinion === place.country ? 'agree' : 'disagree';
}

function evidenceOf(event: SeenLogin, state: State): Omit<Evidence, 'doubts' | 'besides'> {
  const { claim, worker, provider, device } = event;
  const seen = deviceAtClaim(event, state) ? 'seen' : 'not-seen';
  const last = state.visits.findLast(({ country }) => claimedAs(claim, country) !== undefined);
  return {
    login: legOf(event),
    claimed: claim.homes.map(({ country, region, city, from }) => ({ country, region, city, since: from })),
    travel: claim.travel.map(({ country, from, to }) => ({ country, from, to })),
    deviceAtClaim: device === undefined ? 'not-reported' : seen,
    lastAtClaim: last && shown(last),
    daysSinceStart:
      worker?.startDate === undefined ? undefined : utcDay(event.time) - utcDay(Date.parse(worker.startDate)),
    databases: agreement(event),
    secondOpinion: provider?.country,
  };
}
