import type { Action, LoginEvent } from './login-event.ts';

type Category = Pick<LoginEvent['event'], 'category' | 'type'>;

/** The ECS classification of each action: one table, so that every source says it alike. */
export const CATEGORY: Readonly<Record<Action, Readonly<Category>>> = {
  login: { category: ['authentication'], type: ['start'] },
  mfa: { category: ['authentication'], type: ['info'] },
  refresh: { category: ['authentication'], type: ['info'] },
  'app-access': { category: ['authentication', 'session'], type: ['info'] },
  logout: { category: ['authentication', 'session'], type: ['end'] },
  'vpn-connect': { category: ['session', 'network'], type: ['start', 'connection'] },
  'vpn-address': { category: ['session', 'network'], type: ['info'] },
  'vpn-disconnect': { category: ['session', 'network'], type: ['end', 'connection'] },
  'factor-change': { category: ['iam'], type: ['change'] },
  'password-change': { category: ['iam'], type: ['change'] },
};
