import { defineDetector, utcDay } from '#kit';
import { Config } from './config.ts';
import { findings } from './findings.ts';
import { judgeChurn, judgeSession } from './judge-line.ts';
import { judgeShare } from './judge-share.ts';
import { judgeTags } from './judge-tag.ts';
import { observe, State } from './state.ts';

const ACTIONS: readonly string[] = ['login', 'app-access', 'vpn-connect'];

export const residentialProxy = defineDetector({
  id: 'residential-proxy',
  version: 1,
  title: 'Residential proxies and anonymisers',
  attack: ['T1090.002', 'T1090.003', 'T1665'],
  subject: 'worker',
  needs: ['network'],
  uses: ['place', 'claim'],
  // Fourteen days of logins, each compared with the 28 days before it.
  retain: { days: 42 },
  Config,
  State,
  findings,

  relevant({ event }) {
    if (event.outcome !== 'success') return 'not a success';
    // A second factor often comes from a telephone on another network.
    if (!ACTIONS.includes(event.action)) return 'not a login';
    if (!event.interactive) return 'no person acted';
    return event.ip === undefined ? 'no address' : true;
  },

  evaluate({ event, state, config, finding }) {
    const observed = observe(event, state, config);
    const share = judgeShare(event, observed.state, config, finding);
    return {
      state: share.length > 0 ? { ...observed.state, shareDay: utcDay(event.time) } : observed.state,
      findings: [
        ...judgeTags(event, observed.state.days, config, finding),
        ...share,
        ...judgeChurn(event, observed, config, finding),
        ...judgeSession(event, observed, config, finding),
      ],
    };
  },
});
