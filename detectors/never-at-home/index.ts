import { defineDetector, isListedExit, utcDay } from '#kit';
import { Config } from './config.ts';
import { positionOf } from './event.ts';
import { findings } from './findings.ts';
import { judge, judgeClaimChange } from './judge.ts';
import { atHome, elsewhere, RETAIN_DAYS, State } from './state.ts';

const ACTIONS: readonly string[] = ['login', 'app-access', 'vpn-connect'];
/** Being at home is believed of more lines than being elsewhere. */
const NEAR: readonly string[] = ['fixed', 'venue', 'unknown'];

/**
 * Compares, over weeks, where the fixed lines of a worker stand with every claimed home. A single day at home is
 * enough to turn a contradiction into the question whether the worker has moved.
 */
export const neverAtHome = defineDetector({
  id: 'never-at-home',
  version: 1,
  title: 'Never at home',
  attack: ['T1078', 'T1090'],
  subject: 'worker',
  needs: ['place', 'network', 'claim'],
  uses: ['worker'],
  retain: { days: RETAIN_DAYS },
  Config,
  State,
  findings,

  relevant({ event, config }) {
    if (event.outcome !== 'success') return 'not successful';
    if (!event.interactive) return 'nobody acted';
    // A second factor comes from a telephone, which need not be where the work is done.
    if (!ACTIONS.includes(event.action)) return 'no login or access';
    if (!NEAR.includes(event.network.type) || isListedExit(event.network)) return 'no line of a place';
    if (event.place.radiusKm > config.maxRadiusKm) return 'place not known well enough';
    // Approved travel is looser than a claim: it covers its country.
    if (event.claim.travel.some(({ country }) => country === event.place.country))
      return 'on approved travel';
    const position = positionOf(event, config);
    if (!position) return 'place or claim without coordinates';
    return position.where === 'home' || event.network.type === 'fixed' ? true : 'no fixed line';
  },

  evaluate({ event, state: before, config, finding, withdraw }) {
    const position = positionOf(event, config)!;
    if (position.where === 'home') {
      const state = atHome(before, event.time);
      const change = judgeClaimChange(event, position, before, config, finding);
      if (change) return { state, findings: [change] };
      const { told } = before;
      const isTakenBack = state !== before && told?.day === utcDay(event.time);
      return { state, findings: isTakenBack ? [withdraw(told.id, told.key)] : [] };
    }
    const { state, area } = elsewhere(before, event, position, config);
    const found = area && judge(event, position, area, state, config, finding);
    return found
      ? { state: { ...state, told: found.told }, findings: [found.finding] }
      : { state, findings: [] };
  },
});
