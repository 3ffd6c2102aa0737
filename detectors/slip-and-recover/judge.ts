import type { Judgement, Raise } from '#kit';
import type { Config } from './config.ts';
import type { Doubt, Evidences } from './findings.ts';
import { type Held, occasionsOf, type State, wasBeside, withBeside, withHeld, withSlip } from './memory.ts';
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
  return {
    state,
    findings: [finding('addresses-disagree', disagreementOf(here, there), key, { confidence })],
  };
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
    if (id === 'slip-uncertain' || !foreign.isGateway) return { state: after, findings };
    return { state: withHeld(after, { time: event.time, id, key, confidence, evidence }), findings };
  };

  const doubts = doubtsOf(pair);
  // A gateway abroad beside an own line is a telephone with a foreign SIM card, until it is seen on no such line.
  if (foreign.isGateway && home.mask !== 'anonymised') {
    const { device } = foreign.leg;
    const after = withBeside(state, event.time, device);
    if (doubts.length > 0) return raise('slip-uncertain', after, doubts);
    const isRepeated = wasBeside(state, event.time, device, config);
    return isRepeated ? raise('phone-abroad', after) : raise('slip-uncertain', after, ['gateway-seen-once']);
  }
  if (doubts.length > 0) return raise('slip-uncertain', state, doubts);
  const after = withSlip(state, event.time, foreign.isGateway);
  return raise(occasionsOf(after, event.time, config) > 1 ? 'repeated-slip' : 'slip', after);
}
