import { claimedAs, defineDetector } from '#kit';
import { Config } from './config.ts';
import { type Doubt, type Evidence, findings } from './findings.ts';
import { type Journey, journey } from './journey.ts';
import {
  forget,
  isRegular,
  isRelocated,
  type LocatedLogin,
  RETAIN_DAYS,
  rememberLogin,
  rememberPair,
  type SeenLogin,
  State,
  type Stop,
  stopOf,
  wasFixedIn,
  withStop,
} from './memory.ts';

const ACTIONS = ['login', 'mfa', 'app-access', 'vpn-connect'];
const EXITS = ['vpn', 'proxy', 'tor', 'relay', 'hosting'];
/** Factors on the confidence of the places themselves: engineering judgement. */
const CONFIDENCE: Record<Doubt, number> = {
  'roaming-sim': 0.4,
  'databases-disagree': 0.5,
  'shared-account': 0.5,
  'both-places-regular': 0.5,
};

/**
 * Finds two logins of one account too far apart for the time between them. Only lines that stand where their user is
 * take part: fixed lines, and mobile networks where two countries differ. A mobile gateway inside a country stands
 * anywhere in it, and counting those is what makes the naive rule fire on four users in five.
 */
export const impossibleTravel = defineDetector({
  id: 'impossible-travel',
  version: 1,
  title: 'Impossible travel',
  attack: ['T1078', 'T1078.004'],
  subject: 'worker',
  needs: ['place', 'network'],
  uses: ['claim'],
  retain: { days: RETAIN_DAYS },
  Config,
  State,
  findings,

  relevant({ event }) {
    if (!ACTIONS.includes(event.action)) return 'no login or access';
    if (event.outcome !== 'success') return 'not successful';
    if (!event.interactive && event.action !== 'vpn-connect') return 'nobody acted';
    const { type, anonymiser } = event.network;
    if (type === 'unknown') return 'network of unknown type';
    if (!['fixed', 'venue', 'mobile'].includes(type)) return 'through an exit that others share';
    if (anonymiser && EXITS.includes(anonymiser.kind)) return 'through an exit that others share';
    return isLocated(event) ? true : 'place without coordinates';
  },

  evaluate({ event, state: before, config, finding, withdraw }) {
    const state = forget(before, event.time, config);
    if (!isLocated(event)) return { state, findings: [] };
    const seen = rememberLogin(state, event, config);
    if (isRelocated(state, event, config)) return { state: seen, findings: [] };

    const here = stopOf(event);
    const found = [state.fixed, state.mobile]
      .filter((stop) => stop !== undefined)
      .filter((stop) => isComparable(stop, here) && !isExplained(stop, here, event))
      .map((there) => ({ there, trip: journey(there, here, config) }))
      .find(({ trip }) => trip.isTooFast);
    if (!found) return { state: withStop(seen, here), findings: [] };

    const { there, trip } = found;
    const device = compareDevices(there, here);
    // One operator's addresses are listed far apart more often than one device changes lines that far apart.
    const isSameOperator = there.leg.asn !== undefined && there.leg.asn === here.leg.asn;
    if (isSameOperator && device !== 'different') return { state: seen, findings: [] };

    const doubts = doubtsAbout(there, here, trip, state, config, event);
    const factors = doubts.map((doubt) => CONFIDENCE[doubt]);
    const confidence = factors.reduce((a, b) => a * b, Math.min(there.confidence, here.confidence));
    const evidence = evidenceOf(there, here, trip, device, doubts);
    const key = [there.place, here.place].sort().join(' ~ ');
    const after = withStop(seen, here);
    if (device === 'different') {
      return {
        state: rememberPair(after, key, event.time),
        findings: [
          withdraw('too-fast', key),
          finding('too-fast-other-device', evidence, key, { confidence }),
        ],
      };
    }
    const isFoundAlready = state.pairs.some((pair) => pair.key === key);
    return {
      state: after,
      findings: isFoundAlready ? [] : [finding('too-fast', evidence, key, { confidence })],
    };
  },
});

const isLocated = (event: SeenLogin): event is LocatedLogin =>
  event.place.latitude !== undefined && event.place.longitude !== undefined;

/** Whether two stops can contradict each other at all. */
function isComparable(there: Stop, here: Stop): boolean {
  if (there.leg.ip !== undefined && there.leg.ip === here.leg.ip) return false;
  return there.country !== here.country || (!there.isMobile && !here.isMobile);
}

/** A phone keeps the address of its home operator abroad; where both countries are claimed, that is all it is. */
const isExplained = (there: Stop, here: Stop, { claim }: SeenLogin): boolean =>
  (there.isMobile || here.isMobile) && areClaimed([there, here], claim);

const areClaimed = (stops: readonly Stop[], claim: SeenLogin['claim']): boolean =>
  claim !== undefined && stops.every(({ country }) => claimedAs(claim, country) !== undefined);

function compareDevices(there: Stop, here: Stop): Evidence['device'] {
  if (there.leg.device === undefined || here.leg.device === undefined) return 'not-known';
  return there.leg.device === here.leg.device ? 'same' : 'different';
}

function doubtsAbout(
  there: Stop,
  here: Stop,
  trip: Journey,
  state: State,
  config: Config,
  { claim }: SeenLogin,
): Doubt[] {
  const stops = [there, here];
  const doubts: Doubt[] = [];
  const phone = stops.find(({ isMobile }) => isMobile);
  const line = stops.find(({ isMobile }) => !isMobile);
  if (phone && line) {
    const isAlsoThere = wasFixedIn(state, phone.leg.device, line.country);
    const isHomeOperator = claim !== undefined && claimedAs(claim, phone.country) === 'home';
    const isOtherDevice = compareDevices(there, here) === 'different';
    if (!isOtherDevice || isAlsoThere || isHomeOperator) doubts.push('roaming-sim');
  }
  if (stops.some(({ isDoubtful }) => isDoubtful)) doubts.push('databases-disagree');
  // Where both places are claimed, a colleague or assistant on the same account is the likelier second person.
  const isAtHome = !trip.isInternational || areClaimed(stops, claim);
  if (isAtHome && compareDevices(there, here) !== 'same') doubts.push('shared-account');
  const isRegularPair = stops.every(({ place }) => isRegular(state, place, config));
  if (!trip.isInternational && isRegularPair) doubts.push('both-places-regular');
  return doubts;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

function evidenceOf(
  there: Stop,
  here: Stop,
  trip: Journey,
  device: Evidence['device'],
  doubts: Doubt[],
): Evidence {
  return {
    from: there.leg,
    to: here.leg,
    km: rounded(trip.km, 0),
    effectiveKm: rounded(trip.effectiveKm, 0),
    hours: rounded(trip.hours, 2),
    neededHours: rounded(trip.neededHours, 2),
    device,
    doubts,
  };
}
