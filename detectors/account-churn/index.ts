import { defineDetector } from '#kit';
import { Config } from './config.ts';
import { findings } from './findings.ts';
import { judgeArrival, judgeChange } from './judge.ts';
import { isUnclaimed } from './places.ts';
import { forget, RETAIN_DAYS, State, withChange, withPlace } from './state.ts';

const CHANGES: readonly string[] = ['factor-change', 'password-change'];
const LOGINS: readonly string[] = ['login', 'app-access', 'vpn-connect'];

/**
 * Watches factors and passwords: changed again and again, again right after the start, or within a day of the first
 * login at a place that nothing claims, whichever came first.
 */
export const accountChurn = defineDetector({
  id: 'account-churn',
  version: 1,
  title: 'Changes of factors and passwords',
  attack: ['T1556.006', 'T1098.005'],
  subject: 'worker',
  needs: [],
  uses: ['place', 'network', 'claim', 'worker'],
  retain: { days: RETAIN_DAYS },
  Config,
  State,
  findings,

  relevant({ event, config }) {
    if (CHANGES.includes(event.action)) return event.outcome === 'success' ? true : 'not successful';
    if (!event.interactive) return 'nobody acted';
    if (!LOGINS.includes(event.action)) return 'no change or login';
    if (event.outcome !== 'success') return 'not successful';
    return isUnclaimed(event, config) ? true : 'at a claimed or unknown place';
  },

  evaluate({ event, state: before, config, finding }) {
    const state = forget(before, event.time, config);
    if (CHANGES.includes(event.action)) {
      const changed = withChange(state, event);
      return { state: changed, findings: judgeChange(event, changed, config, finding) };
    }
    if (!isUnclaimed(event, config)) return { state, findings: [] };
    const arrived = withPlace(state, event);
    return {
      state: arrived.state,
      findings: arrived.arrival ? judgeArrival(event, arrived.arrival, arrived.state, config, finding) : [],
    };
  },
});
