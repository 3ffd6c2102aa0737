import type { Action, Channel, Outcome } from '../../event/login-event.ts';
import { meaningOf as oktaMeaningOf } from '../okta/event-types.ts';

/** What is read of `event.*` to tell what a document is about. */
export interface Classified {
  category: readonly string[];
  type: readonly string[];
  action: string;
  outcome: string | undefined;
  /** `okta.outcome.result`: `event.outcome` does not tell a denial from a challenge. */
  oktaResult: string | undefined;
  /** Written by a VPN gateway. */
  vpn: boolean;
  /** Names an address: a session without one is a process on the machine itself, such as `cron`. */
  remote: boolean;
}

export interface Meaning {
  action: Action;
  channel: Channel;
  outcome: Outcome;
  interactive: boolean;
}

/** Words in `event.action`, the more telling first. Integrations write it as they please: `ssh_login`, `logged-in`. */
const WORDS: readonly (readonly [RegExp, Action])[] = [
  [/password.{0,20}(?:chang|reset|updat|set)|(?:chang|reset|updat|set).{0,20}password/, 'password-change'],
  [
    /(?:factor|mfa|otp|authenticator|device).{0,20}(?:enrol|activ|reset|add|regist|remov|delet|updat)/,
    'factor-change',
  ],
  [/(?:enrol|activat|reset|add|regist|remov|delet).{0,20}(?:factor|mfa|otp|authenticator)/, 'factor-change'],
  [/log(?:ged)?[ _.-]?(?:out|off)|sign(?:ed)?[ _.-]?(?:out|off)|session.?(?:end|clos)|disconnect/, 'logout'],
  [/mfa|2fa|factor|push|otp|challenge/, 'mfa'],
  [/refresh|token/, 'refresh'],
  [/\bsso\b|single.sign.on|app.?access/, 'app-access'],
  [
    /log(?:ged)?[ _.-]?(?:in|on)|sign(?:ed)?[ _.-]?(?:in|on)|authenticat|session.?(?:start|open)|connect/,
    'login',
  ],
];
/** A longer action is prose, in which single words prove nothing. */
const LONGEST_ACTION = 100;

/** What the document is about, or undefined when it is no login of a person. */
export function meaningOf(classified: Classified): Meaning | undefined {
  const { action: eventType, vpn } = classified;
  // Integrations for Okta leave its event type in `event.action`.
  const okta = oktaMeaningOf(eventType, classified.oktaResult);
  if (typeof okta !== 'string') {
    const { action, channel = 'sso', interactive = true, failed } = okta;
    return { action, channel, interactive, outcome: failed ? 'failure' : outcomeOf(classified) };
  }
  if (okta !== 'not-a-login') return undefined;

  const plain = actionOf(classified);
  if (!plain) return undefined;
  const action = vpn ? tunnelled(plain, classified) : plain;
  const channel = vpn ? 'vpn' : action === 'mfa' ? 'mfa' : 'sso';
  return { action, channel, interactive: action !== 'refresh', outcome: outcomeOf(classified) };
}

/** On a gateway a session is a tunnel; an authentication there stays a `login`. */
function tunnelled(action: Action, { category }: Classified): Action {
  if (action === 'logout') return 'vpn-disconnect';
  return action === 'login' && !category.includes('authentication') ? 'vpn-connect' : action;
}

function actionOf({ category, type, action, outcome, remote }: Classified): Action | undefined {
  const authentication = category.includes('authentication');
  const session = category.includes('session');
  if (!authentication && !session && !category.includes('iam')) return undefined;

  const words = action.length > LONGEST_ACTION ? '' : action.toLowerCase();
  const named = WORDS.find(([pattern]) => pattern.test(words))?.[1];
  if (named === 'password-change' || named === 'factor-change') return named;
  if (!authentication && !(session && remote)) return undefined;
  if (named) return named;
  if (type.includes('end')) return 'logout';
  const ended = authentication && (outcome === 'success' || outcome === 'failure');
  return ended || type.includes('start') ? 'login' : undefined;
}

function outcomeOf({ type, action, outcome }: Classified): Outcome {
  if (outcome === 'success' || outcome === 'failure') return outcome;
  if (type.includes('denied')) return 'failure';
  if (type.includes('allowed')) return 'success';
  if (/fail|den(?:y|ied)|invalid|reject/i.test(action)) return 'failure';
  return /succe|accept|logged[ _-]?(?:in|out)/i.test(action) ? 'success' : 'unknown';
}
