import { claimedAs, defineDetector, type Finding, type Judgement, MINUTE } from '#kit';
import { assess, confirmed, loweredAsRoaming, mayBeRoaming } from './assess.ts';
import { Config } from './config.ts';
import { type FindingId, findings } from './findings.ts';
import {
  forget,
  type Held,
  holdFailure,
  holdMobile,
  homeToday,
  isHousehold,
  isOwnLine,
  learnRoaming,
  phoneOf,
  RETAIN_DAYS,
  rememberAtClaim,
  rememberSighting,
  rememberSuccess,
  type SeenLogin,
  State,
  type Visit,
  visitOf,
} from './memory.ts';

const ACTIONS = ['login', 'mfa', 'refresh', 'app-access', 'vpn-connect'];

/**
 * Compares where a login came from with where the account's worker claims to live or travel. It judges the first
 * event: nothing is learned that could make a place normal. Memory serves only to believe a place less (a database
 * that changed, a roaming phone) or to make a weak sighting count (a repetition, a failure beside a success).
 */
export const claimedLocation = defineDetector({
  id: 'claimed-location',
  version: 1,
  title: 'Login outside the claimed location',
  attack: ['T1078.004', 'T1133'],
  subject: 'worker',
  needs: ['place', 'claim'],
  uses: ['network', 'worker'],
  retain: { days: RETAIN_DAYS },
  Config,
  State,
  findings,

  relevant({ event, config }) {
    if (!ACTIONS.includes(event.action)) return 'no login, refresh or access';
    if (event.outcome === 'unknown') return 'outcome not known';
    const type = event.network?.type;
    if (type === 'corporate' || type === 'sase') return 'through the employer’s own network';
    const { country } = event.place;
    const isClaimed = claimedAs(event.claim, country) !== undefined;
    const isByPerson = event.interactive || event.action === 'vpn-connect';
    if (event.outcome === 'failure') {
      if (isClaimed) return 'failed at a claimed place';
      if (!isOwnLine(event)) return 'failed through a shared exit';
      const isWatched = [config.countriesOfConcern, config.watchCountries].flat().includes(country);
      return isWatched ? true : 'failed in a country not watched';
    }
    if (isByPerson) return true;
    if (isClaimed) return 'background use at a claimed place';
    const isBound = event.device !== undefined || event.session !== undefined;
    return isBound ? true : 'background use, bound to no device or session';
  },

  evaluate({ event, state: before, config, finding, withdraw }) {
    const state = forget(before, event.time, config);
    const raise = ({ id, evidence, key, confidence }: Held) => finding(id, evidence, key, { confidence });
    if (event.outcome === 'failure') return failed(event, state, config, raise);

    const waiting = confirmFailures(event, state);
    const isClaimed = claimedAs(event.claim, event.place.country) !== undefined;
    const { state: after, findings } = isClaimed
      ? atClaim(event, waiting.state, raise, withdraw)
      : elsewhere(event, waiting.state, config, raise, withdraw);
    return {
      state: rememberSuccess(after, event),
      findings: [...waiting.held.map(raise), ...findings],
    };
  },
});

type RaiseHeld = (held: Held) => Finding;
type TakeBack = (id: FindingId, key: string) => Finding;

function failed(event: SeenLogin, state: State, config: Config, raise: RaiseHeld): Judgement<State> {
  const held = assess(event, state, config);
  const since = event.time - config.failureMinutes * MINUTE;
  const success = state.visits.findLast(
    ({ country, time }) => country !== event.place.country && time >= since,
  );
  return success
    ? { state, findings: [raise(confirmed(held, success))] }
    : { state: holdFailure(state, held), findings: [] };
}

/** The failures elsewhere that a success makes count, and the state without them. */
function confirmFailures(event: SeenLogin, state: State): { state: State; held: Held[] } {
  const isElsewhere = ({ evidence }: Held) => evidence.login.country !== event.place.country;
  return {
    state: { ...state, failures: state.failures.filter((held) => !isElsewhere(held)) },
    held: state.failures.filter(isElsewhere).map((held) => confirmed(held, visitOf(event))),
  };
}

function atClaim(event: SeenLogin, before: State, raise: RaiseHeld, withdraw: TakeBack): Judgement<State> {
  let state = before;
  const findings: Finding[] = [];
  const home = visitOf(event);
  const phones = before.mobile.map(phoneOf).filter((phone) => phone !== undefined);
  for (const phone of isHousehold(event) ? phones : []) {
    if (phone.device !== event.device) continue;
    const learnt = learnRoaming(state, phone, home, event.time);
    state = learnt.state;
    findings.push(...lower(learnt.explained, home, raise, withdraw));
  }
  return { state: rememberAtClaim(state, event), findings };
}

function elsewhere(
  event: SeenLogin,
  before: State,
  config: Config,
  raise: RaiseHeld,
  withdraw: TakeBack,
): Judgement<State> {
  const held = assess(event, before, config);
  let state = rememberSighting(before, event);
  const findings: Finding[] = [];
  const home = homeToday(event, before);
  const phone = phoneOf(held);
  if (home && phone) {
    const learnt = learnRoaming(state, phone, home, event.time);
    state = learnt.state;
    findings.push(...lower(learnt.explained, home, raise, withdraw));
  } else if (mayBeRoaming(held)) {
    state = holdMobile(state, held);
  }
  // What was weak alone, earlier in the day, is part of the stronger finding now.
  if (RAISED_HIGHER.includes(held.id)) findings.push(withdraw('unclaimed-country', held.key));
  return { state, findings: [...findings, raise(held)] };
}

const RAISED_HIGHER: readonly FindingId[] = ['country-of-concern-uncertain', 'watch-country'];

const lower = (held: readonly Held[], home: Visit, raise: RaiseHeld, withdraw: TakeBack): Finding[] =>
  held.flatMap((each) => [withdraw(each.id, each.key), raise(loweredAsRoaming(each, home))]);
