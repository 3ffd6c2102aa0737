import { claimedAs, defineDetector, isListedExit, isoTime, kmBetween } from '#kit';
import { Config } from './config.ts';
import { type Doubt, type Evidence, type FindingId, findings, type Side } from './findings.ts';
import {
  addAction,
  isApart,
  isLocated,
  overlapMinutes,
  placeKey,
  type Run,
  runOf,
  type SeenLogin,
} from './run.ts';
import {
  forget,
  isEmployerCountry,
  isKnownLine,
  RETAIN_DAYS,
  State,
  withEmployer,
  withLine,
  withPlaces,
  withRuns,
} from './state.ts';

/**
 * Finds two sessions of one account, on two devices in two places, that people used at the same time. Only what a
 * person does counts: a desktop left on at home refreshes its tokens by itself, and says nothing.
 */
export const concurrentSessions = defineDetector({
  id: 'concurrent-sessions',
  version: 1,
  title: 'Concurrent sessions in two places',
  attack: ['T1078', 'T1550.004'],
  subject: 'worker',
  needs: ['place', 'network'],
  uses: ['claim'],
  retain: { days: RETAIN_DAYS },
  Config,
  State,
  findings,

  relevant({ event }) {
    if (event.action !== 'login' && event.action !== 'app-access') return 'no login or access';
    if (event.outcome !== 'success') return 'not successful';
    if (!event.interactive) return 'nobody acted';
    const { type } = event.network;
    if (type === 'corporate') return isInClaimedCountry(event) ? 'through the employer’s own network' : true;
    // A gateway, an exit or the employer's network is no place, and a remote desktop is where its host is.
    if (type !== 'fixed' && type !== 'venue') return 'not on a line that tells a place';
    if (isListedExit(event.network)) return 'through an exit that others share';
    return isLocated(event) ? true : 'place without coordinates';
  },

  evaluate({ event, state: before, config, finding }) {
    const known = forget(before, event.time, config);
    if (event.network.type === 'corporate') {
      return { state: withEmployer(known, event.place, event.time), findings: [] };
    }
    if (!isLocated(event)) return { state: known, findings: [] };
    const here = runOf(event);
    if (here.isForeign && isKnownLine(known, here)) return { state: known, findings: [] };
    const { runs, current } = addAction(known.runs, here, config);
    const state = withRuns(isInClaimedCountry(event) ? withLine(known, event) : known, runs);
    const other = farthestBeside(current, runs, config);
    if (!other) return { state, findings: [] };

    const pair = inOrder(current, other);
    const after = withPlaces(state, pair, event.time, config);
    const evidence = evidenceOf(pair, after);
    const key = pair.map(placeKey).sort().join(' ~ ');
    const confidence = Math.min(current.confidence, other.confidence);
    return { state: after, findings: [finding(conclude(evidence, config), evidence, key, { confidence })] };
  },
});

const isInClaimedCountry = ({ claim, place }: SeenLogin): boolean =>
  claim !== undefined && claimedAs(claim, place.country) === 'home';

/** The run that most contradicts a current one: abroad rather than not, else the one used longest beside it. */
function farthestBeside(current: Run, runs: readonly Run[], config: Config): Run | undefined {
  return runs
    .filter((run) => overlapMinutes(run, current) >= config.overlapMinutes && isApart(run, current, config))
    .sort(
      (a, b) =>
        Number(b.isForeign) - Number(a.isForeign) || overlapMinutes(b, current) - overlapMinutes(a, current),
    )[0];
}

const inOrder = (a: Run, b: Run): [Run, Run] =>
  a.from < b.from || (a.from === b.from && a.ip < b.ip) ? [a, b] : [b, a];

function conclude({ one, other, doubts, places }: Evidence, config: Config): FindingId {
  if (doubts.length > 0) return 'two-places';
  if (one.isForeign !== other.isForeign && one.country !== other.country) return 'two-countries';
  return places.length >= config.manyPlaces ? 'many-places' : 'two-places';
}

function evidenceOf([one, other]: readonly [Run, Run], state: State): Evidence {
  return {
    one: sideOf(one),
    other: sideOf(other),
    overlapMinutes: Math.round(overlapMinutes(one, other)),
    km: Math.round(kmBetween(one, other)),
    devices: one.device === undefined || other.device === undefined ? 'not-known' : 'different',
    places: state.places.map(({ name }) => name),
    doubts: doubtsAbout([one, other], state),
  };
}

function doubtsAbout(pair: readonly Run[], state: State): Doubt[] {
  const doubts: Doubt[] = [];
  if (pair.some(({ isDoubtful }) => isDoubtful)) doubts.push('databases-disagree');
  if (pair.some((run) => run.isForeign && isEmployerCountry(state, run))) doubts.push('employer-country');
  return doubts;
}

const sideOf = ({ from, to, ...run }: Run): Side => ({ ...run, from: isoTime(from), to: isoTime(to) });
