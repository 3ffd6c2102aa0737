import { defineDetector } from '#kit';
import { Config } from './config.ts';
import { findings } from './findings.ts';
import { atHome, doubtsAbout } from './home.ts';
import { judge } from './judge.ts';
import { forget, isKnownLine, RETAIN_DAYS, State, withEmployer, withSight } from './memory.ts';
import { isEmployerAbroad, isFarFromHome, mayRoamAbroad, sideOf, sightOf } from './sight.ts';

const ACTIONS = ['login', 'mfa', 'app-access', 'vpn-connect'];

/**
 * Finds the minutes in which a mask slips: an address abroad that nothing on file covers, beside one in the claimed
 * country, closer together than any journey. Each pair stands for itself: nothing is learned that could make it
 * normal, and one among hundreds of clean logins is enough.
 */
export const slipAndRecover = defineDetector({
  id: 'slip-and-recover',
  version: 1,
  title: 'Slip and recover',
  attack: ['T1078', 'T1090.002', 'T1090.003', 'T1111', 'T1621'],
  subject: 'worker',
  needs: ['place', 'network'],
  uses: ['claim'],
  retain: { days: RETAIN_DAYS },
  Config,
  State,
  findings,

  relevant({ event }) {
    const { action } = event;
    if (event.outcome !== 'success') return 'not successful';
    if (!ACTIONS.includes(action) && action !== 'refresh') return 'no login or access';
    const isByPerson = action === 'vpn-connect' || (event.interactive && action !== 'refresh');
    const side = sideOf(event);
    if (side === undefined)
      return isEmployerAbroad(event) && isByPerson ? true : 'an address that tells no place';
    if (isByPerson) return true;
    // A token that refreshes abroad is on a machine abroad; one that refreshes at home is a machine left on.
    if (side !== 'foreign') return 'nobody acted';
    const isBound = event.device !== undefined || event.session !== undefined;
    return isBound ? true : 'background use, bound to no device or session';
  },

  evaluate({ event, state: before, config, finding, withdraw }) {
    const state = forget(before, event.time, config);
    const side = sideOf(event);
    if (side === undefined) return { state: withEmployer(state, event), findings: [] };
    if (side === 'foreign' && (isKnownLine(state, event) || !isFarFromHome(event, config))) {
      return { state, findings: [] };
    }
    const here = sightOf(event, side, side === 'foreign' ? doubtsAbout(event, state) : [], config);
    if (side !== 'home') {
      const { state: after, findings } = judge(here, state, event, config, finding);
      return { state: withSight(after, here), findings };
    }
    const home = atHome(here, state, event, finding, withdraw);
    if (mayRoamAbroad(event)) return home;
    const { state: after, findings } = judge(here, home.state, event, config, finding);
    return { state: withSight(after, here), findings: [...home.findings, ...findings] };
  },
});
