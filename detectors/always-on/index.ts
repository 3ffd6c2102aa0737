import { defineDetector } from '#kit';
import { Config } from './config.ts';
import { findings } from './findings.ts';
import { judge } from './judge.ts';
import { LONGEST_RUN_DAYS, observe, State } from './state.ts';

/** What people do; VPN clients connect by themselves. */
const ACTIONS: readonly string[] = ['login', 'mfa', 'app-access'];

/**
 * Finds accounts that no single person could keep so busy: no quiet hours in a week, nearly every hour of several days, or one session that goes on for a day and a night. It needs to know nothing but when somebody acted.
 */
export const alwaysOn = defineDetector({
  id: 'always-on',
  version: 1,
  title: 'In use around the clock',
  attack: ['T1078', 'T1133'],
  subject: 'worker',
  needs: [],
  uses: [],
  retain: { days: LONGEST_RUN_DAYS },
  Config,
  State,
  findings,

  relevant({ event }) {
    if (!event.interactive) return 'nobody acted';
    if (!ACTIONS.includes(event.action)) return 'no login or access';
    return event.outcome === 'success' ? true : 'not successful';
  },

  evaluate({ event, state, config, finding }) {
    return judge(event, state, observe(state, event, config), config, finding);
  },
});
