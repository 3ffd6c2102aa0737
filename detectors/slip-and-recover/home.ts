import { claimedAs, countryCode, type Judgement, type Raise, type Withdraw } from '#kit';
import type { Doubt, Evidences } from './findings.ts';
import { isHomed, type State, withHomed, withLine, withoutGatewaySlips } from './memory.ts';
import type { SeenLogin, Sight } from './sight.ts';

const OWN_LINES = ['fixed', 'mobile', 'satellite', 'venue'];

/** What a login at home teaches: which lines are at home, and that a telephone which seemed abroad was here. */
export function atHome(
  here: Sight,
  state: State,
  event: SeenLogin,
  finding: Raise<Evidences>,
  withdraw: Withdraw<Evidences>,
): Judgement<State> {
  if (here.mask === 'anonymised') return { state, findings: [] };
  const known = withLine(state, event);
  if (!OWN_LINES.includes(event.network.type)) return { state: known, findings: [] };
  const roamed = known.held.filter(({ evidence }) => evidence.foreign.device === event.device);
  const homed = withHomed(known, event.device, event.time);
  const after = roamed.length > 0 ? withoutGatewaySlips(homed, event.time) : homed;
  return {
    state: {
      ...after,
      held: after.held.filter((held) => !roamed.includes(held)),
    },
    findings: roamed.flatMap(({ id, key, confidence, evidence }) => [
      withdraw(id, key),
      finding('slip-uncertain', { ...evidence, doubts: ['roaming-sim'] }, key, { confidence }),
    ]),
  };
}

/** What speaks against a foreign address, as far as it is known when it shows. */
export function doubtsAbout(event: SeenLogin, state: State): Doubt[] {
  const { place, network, claim, provider, device } = event;
  const opinion = provider?.country === undefined ? undefined : countryCode(provider.country);
  const isTravelling = claim?.travel.some(
    ({ country }) => claimedAs({ ...claim, travel: [] }, country) === undefined,
  );
  const doubts: Doubt[] = [];
  if (opinion !== undefined && opinion !== place.country) doubts.push('databases-disagree');
  if (network.type === 'unknown') doubts.push('network-unknown');
  if (place.latitude === undefined) doubts.push('place-too-coarse');
  if (network.type === 'mobile' && isHomed(state, device)) doubts.push('roaming-sim');
  // On the way to an approved trip lie the airports, SIM cards and aircraft of other countries.
  if (isTravelling && network.type !== 'fixed') doubts.push('on-approved-travel');
  // An unlisted exit of the employer, or a colleague there.
  if (state.employer.some(({ country }) => country === place.country)) doubts.push('employer-country');
  return doubts;
}
