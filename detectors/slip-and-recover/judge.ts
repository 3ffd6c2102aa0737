import type { Judgement, Raise } from '#kit';
import type { Config } from './config.ts';
import type { Doubt, Evidences } from './findings.ts';
import { type Held, occasionsOf, type State, wasOnce, withHeld, withOnce, withSlip } from './memory.ts';
import { disagreeing, disagreementOf, doubtsOf, evidenceOf, type Pair, pairOf } from './pair.ts';
import type { SeenLogin, Sight } from './sight.ts';

/** What a new address contradicts among those of the last hour. */
export function judge(
  here: Sight,
  state: State,
  event: SeenLogin,
  config: Config,
  finding: Raise<Evidences>,
): Judgement<State> {
  const pair = pairOf(here, state, config);
  if (pair) return judgePair(pair, state, event, config, finding);
  const there = disagreeing(here, state, config);
  if (!there) return { state, findings: [] };
  const key = [here, there]
    .map(({ leg }) => leg.city ?? leg.country)
    .sort()
    .join(' ~ ');
  const confidence = Math.min(here.confidence, there.confidence);
  const findings = [finding('addresses-disagree', disagreementOf(here, there), key, { confidence })];
  if (here.leg.country !== there.leg.country) return { state, findings };
  // A home that the database misplaces disagrees too, until a computer is seen on its line.
  const isRepeated = wasOnce(state, key, here.time, config);
  return { state: withOnce(state, key, here.time), findings: isRepeated ? findings : [] };
}

function judgePair(
  pair: Pair,
  state: State,
  event: SeenLogin,
  config: Config,
  finding: Raise<Evidences>,
): Judgement<State> {
  const { foreign, home } = pair;
  const confidence = Math.min(foreign.confidence, home.confidence);
  const key = foreign.isGateway ? `${foreign.leg.country}/gateway` : foreign.leg.country;
  const raise = (id: Held['id'] | 'slip-uncertain', after: State, doubts: Doubt[] = []): Judgement<State> => {
    const occasions = occasionsOf(after, event.time, config);
    const evidence = evidenceOf(pair, doubts, occasions, event.claim);
    const findings = [finding(id, evidence, key, { confidence })];
    const mayRoam = foreign.isGateway && foreign.leg.device !== undefined;
    if (id === 'slip-uncertain' || !mayRoam) return { state: after, findings };
    return { state: withHeld(after, { time: event.time, id, key, confidence, evidence }), findings };
  };

  const doubts = doubtsOf(pair);
  // A gateway abroad beside an own line may be no more than a foreign SIM card: it counts once it comes back.
  if (foreign.isGateway && home.mask !== 'anonymised') {
    const line = `${key} ${foreign.leg.device}`;
    const after = withOnce(state, line, event.time);
    if (doubts.length > 0) return raise('slip-uncertain', after, doubts);
    const isRepeated = wasOnce(state, line, event.time, config);
    return isRepeated ? raise('phone-abroad', after) : raise('slip-uncertain', after, ['gateway-seen-once']);
  }
  if (doubts.length > 0) return raise('slip-uncertain', state, doubts);
  const after = withSlip(state, event.time, foreign.isGateway);
  return raise(occasionsOf(after, event.time, config) > 1 ? 'repeated-slip' : 'slip', after);
}
