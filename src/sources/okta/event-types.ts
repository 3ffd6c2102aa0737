import type { Action, Channel } from '../../event/login-event.ts';

/** What one Okta event type is to us. */
export interface Meaning {
  action: Action;
  /** `sso` unless said. */
  channel?: Channel;
  /** False for what a token or a background client does; true unless said. */
  interactive?: boolean;
  /** The type itself says that it failed, whatever `outcome.result` holds. */
  failed?: boolean;
  /** Only this `outcome.result` makes it an event; with any other it is a step of a login. */
  only?: string;
  /** The event is about the target user, who need not be the actor (an administrator may have acted). */
  ofTarget?: boolean;
}

export type DropReason =
  | 'not-a-login'
  | 'login-step'
  | 'system-actor'
  | 'service-client'
  | 'support-impersonation'
  | 'unknown-user';

const TYPES: Readonly<Record<string, Meaning | DropReason>> = {
  'user.session.start': { action: 'login' },
  'user.authentication.authenticate': { action: 'login' },
  'user.authentication.auth_via_radius': { action: 'login', channel: 'vpn' },
  // Legacy clients that send a password with each request; no session start follows.
  'user.authentication.auth_via_richclient': { action: 'login', interactive: false },
  'app.rich_client.login_failure': { action: 'login', interactive: false, failed: true },
  'policy.evaluate_sign_on': { action: 'login', failed: true, only: 'DENY' },

  'user.authentication.auth_via_mfa': { action: 'mfa', channel: 'mfa' },
  'user.authentication.verify': { action: 'mfa', channel: 'mfa' },
  'user.mfa.attempt_bypass': { action: 'mfa', channel: 'mfa' },
  'user.mfa.okta_verify.deny_push': { action: 'mfa', channel: 'mfa', failed: true },
  'user.mfa.okta_verify.deny_push_upgrade_needed': { action: 'mfa', channel: 'mfa', failed: true },
  'system.push.send_factor_verify_push': 'login-step',

  'user.authentication.sso': { action: 'app-access' },
  'app.oauth2.signon': { action: 'app-access' },
  'user.session.access_admin_app': { action: 'app-access' },
  'user.account.access_super_user_app': { action: 'app-access' },
  'app.generic.unauth_app_access_attempt': { action: 'app-access', failed: true },
  'application.policy.sign_on.deny_access': { action: 'app-access', failed: true },

  'user.session.context.change': { action: 'refresh', interactive: false },
  'security.session.detect_client_roaming': { action: 'refresh', interactive: false },
  'app.oauth2.token.detect_reuse': { action: 'refresh', interactive: false, failed: true },
  'app.oauth2.as.token.detect_reuse': { action: 'refresh', interactive: false, failed: true },

  'user.session.end': { action: 'logout' },
  'user.authentication.slo': { action: 'logout' },
  'user.session.expire': { action: 'logout', interactive: false },
  'user.session.clear': { action: 'logout', interactive: false, ofTarget: true },
  'user.authentication.universal_logout': { action: 'logout', interactive: false, ofTarget: true },

  'user.account.update_password': { action: 'password-change', ofTarget: true },
  'user.account.reset_password': { action: 'password-change', ofTarget: true },
};

/** Families of types, the longest prefix first. */
const FAMILIES: readonly (readonly [prefix: string, meaning: Meaning | DropReason])[] = [
  ['user.session.impersonation.', 'support-impersonation'],
  // One factor of a login whose start `user.session.start` reports: a side fact, so that no login counts twice.
  ['user.authentication.auth_via_', { action: 'mfa' }],
  ['user.mfa.okta_verify', { action: 'mfa', channel: 'mfa' }],
  ['user.mfa.factor.', { action: 'factor-change', ofTarget: true }],
  ['app.oauth2.as.token.grant', { action: 'refresh', interactive: false }],
  ['app.oauth2.token.grant', { action: 'refresh', interactive: false }],
  // Pages renew their tokens through the same endpoint, unseen by the person.
  ['app.oauth2.as.authorize', { action: 'app-access', interactive: false }],
  ['app.oauth2.authorize', { action: 'app-access', interactive: false }],
];

const LOWERED = new Map(Object.entries(TYPES).map(([type, meaning]) => [type.toLowerCase(), meaning]));

/** What records of this type become, given `outcome.result`; or why they become nothing. */
export function meaningOf(eventType: string, result: string | undefined): Meaning | DropReason {
  const type = eventType.toLowerCase(); // warehouse exports may have folded it
  const meaning =
    LOWERED.get(type) ?? FAMILIES.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'not-a-login';
  if (typeof meaning !== 'string' && meaning.only !== undefined && meaning.only !== result)
    return 'login-step';
  return meaning;
}
