import { parseAddress } from '../../event/address.ts';
import type { Action, LoginEvent, Outcome } from '../../event/login-event.ts';
import {
  field,
  type Parts,
  readAaa,
  readDap,
  readGroupUserIp,
  readIkev2,
  readLabelled,
  unquote,
} from './body.ts';
import { readPeer } from './peer.ts';

type Vpn = NonNullable<LoginEvent['homeport']['vpn']>;

/** What a message says, before its user and its address are read. */
export interface Reading extends Parts {
  action: Action;
  outcome: Outcome;
  interactive: boolean;
  reason?: string;
  agent?: string;
  vpn?: Vpn;
  /** The address has its port glued on, even an IPv6 one. */
  peerHasPort?: true;
}

/** Why a message is no login of a person; counted under these words. */
export type DropReason =
  | 'no message id'
  | 'not-a-login'
  | 'login-step'
  | 'accounting or authorization'
  | 'site-to-site'
  | 'ha-copy'
  | 'device-administration'
  | 'masked user';

/** Reads the body of one message; undefined when it is not written as this message is. */
export type Reader = (body: string) => Reading | DropReason | undefined;

const ASSIGNED = 'assigned to session';
const SITE_TO_SITE = 'LAN-to-LAN';
const BY_A_PERSON: ReadonlySet<Action> = new Set<Action>(['login', 'vpn-connect', 'app-access']);
const IKEV1_REFUSALS = ['Login authentication failed', 'Remote peer has failed user authentication'];

const TUNNEL_V4 = /(?:IPv4 )?Address(?: *= *| +)<?([^\s<>]*)/;
const TUNNEL_V6 = /IPv6 address(?: *= *| +)<?([^\s<>]*)/;
const TUNNEL_IKEV1 = /^Assigned private IP address (\S+)/;
const TRANSPORT = /\b(?:TCP|UDP)\b/;
const RESUMED_FROM = /from (?:IP )?(\S*[>.])$/;
const DURATION = /Duration: *(?:(\d{1,6})d *)?(\d{1,6})h:(\d{1,2})m:(\d{1,2})s/;
const ADMIN_SESSION = /Session Type: *admin/i;

/** AAA or the local database accepted the credentials: a step, without an address, of the login that follows. */
export const credentialsAccepted: Reader = (body) => {
  if (body.startsWith('AAA user accounting') || body.startsWith('AAA user authorization')) {
    return 'accounting or authorization';
  }
  const parts = body.startsWith('AAA user authentication') ? readAaa(body) : undefined;
  return parts && { ...reading(parts, 'login', 'success'), peer: '' };
};

export const credentialsRefused =
  (fallback: string): Reader =>
  (body) => {
    const parts = body.startsWith('AAA ') ? readAaa(body) : undefined;
    return parts && reading(parts, 'login', 'failure', { reason: parts.reason ?? fallback });
  };

export const lockedOut: Reader = (body) => {
  const end = body.lastIndexOf(' locked out');
  if (!body.startsWith('User ') || end < 0) return undefined;
  const user = unquote(body.slice('User '.length, end));
  return reading({ user, rest: '' }, 'login', 'failure', { reason: sentence(body.slice(end)) });
};

export const portalAuthentication: Reader = (body) => {
  const parts = readGroupUserIp(body) ?? readOldPortalAuthentication(body);
  if (!parts) return undefined;
  if (ADMIN_SESSION.test(parts.rest)) return 'device-administration';
  if (parts.rest.startsWith('Authentication: successful')) return reading(parts, 'login', 'success');
  return reading(parts, 'login', 'failure', { reason: sentence(parts.rest) });
};

/** `Authentication: rejected, group = g user = u , Session Type: WebVPN`: of older releases, without an address. */
function readOldPortalAuthentication(body: string): Parts | undefined {
  const groupAt = body.indexOf('group = ');
  const userAt = body.indexOf(' user = ', groupAt);
  const restAt = body.lastIndexOf(', Session Type:');
  if (!body.startsWith('Authentication: ') || groupAt < 0 || userAt < 0 || restAt < userAt) return undefined;
  return {
    group: unquote(body.slice(groupAt + 'group = '.length, userAt)),
    user: unquote(body.slice(userAt + ' user = '.length, restAt)),
    rest: body.slice(0, groupAt).trimEnd() + body.slice(restAt + 1),
  };
}

export const ikev1Refused: Reader = (body) => {
  const parts = readLabelled(body);
  if (!parts || !IKEV1_REFUSALS.some((start) => parts.rest.startsWith(start))) return 'not-a-login';
  return reading(parts, 'login', 'failure', { reason: sentence(parts.rest) });
};

export const sessionStarted: Reader = (body) => grouped(body, 'vpn-connect', 'success');

/** Refused after the credentials were accepted; the rest of the message says why. */
export const sessionRefused: Reader = (body) =>
  grouped(body, 'vpn-connect', 'failure', (rest) => ({ reason: sentence(rest) }));

export const accessPolicyRefused: Reader = (body) => {
  const parts = readDap(body);
  return parts && reading(parts, 'vpn-connect', 'failure', { reason: sentence(parts.rest) });
};

export const ikev2Started: Reader = (body) => {
  const parts = body.includes(ASSIGNED) ? readIkev2(body) : undefined;
  return (
    parts && reading(parts, 'vpn-connect', 'success', { ...tunnelAddresses(parts.rest), peerHasPort: true })
  );
};

export const ikev1Started: Reader = (body) => {
  const parts = readLabelled(body, body.lastIndexOf('Assigned private IP address'));
  const address = parts && TUNNEL_IKEV1.exec(parts.rest)?.[1];
  return address ? reading(parts, 'vpn-connect', 'success', assigned(readPeer(address)?.ip)) : undefined;
};

export const portalStarted: Reader = (body) => grouped(body, 'app-access', 'success');

/** A tunnel of a session that exists: the session is in use from this address. */
export const tunnelUp: Reader = (body) => grouped(body, 'refresh', 'success', transport);

/** The address after `IP` is the one the session had; the one it resumed from is the news. */
export const resumed: Reader = (body) => {
  const at = body.lastIndexOf(' session resumed');
  const peer = RESUMED_FROM.exec(body.slice(Math.max(at, 0)))?.[1];
  const parts = readGroupUserIp(body, at);
  return parts && peer
    ? reading({ ...parts, peer }, 'refresh', 'success', { reason: 'session resumed' })
    : undefined;
};

/** What follows the label is of the client's choice, so the message ends there for all other purposes. */
export const clientType: Reader = (body) => {
  const label = 'Client Type:';
  const at = body.indexOf(label);
  const parts = readGroupUserIp(body, at);
  const agent = body.slice(at + label.length).trim();
  return parts && reading(parts, 'refresh', 'success', agent ? { agent, vpn: { client: agent } } : {});
};

export const tunnelAddress: Reader = (body) =>
  body.includes(ASSIGNED) ? grouped(body, 'vpn-address', 'success', tunnelAddresses) : undefined;

/** A tunnel or connection of a session went; the session may resume, and its own end is 113019. */
export const tunnelDown: Reader = (body) =>
  grouped(body, 'vpn-disconnect', 'success', (rest) => ({ reason: sentence(rest), ...transport(rest) }));

export const portalEnded: Reader = (body) =>
  grouped(body, 'vpn-disconnect', 'success', (rest) => ended(rest.slice(rest.indexOf(':') + 1)));

export const sessionEnded: Reader = (body) => {
  const parts = readLabelled(body, body.lastIndexOf('Session disconnected'));
  if (!parts?.rest.startsWith('Session disconnected')) return undefined;
  const { user, rest } = parts;
  const tunnel = field(rest, 'Session Type:');
  if (tunnel === SITE_TO_SITE || parseAddress(user)) return 'site-to-site';
  const reasonAt = rest.indexOf('Reason:');
  return reading(parts, 'vpn-disconnect', 'success', {
    ...ended(reasonAt < 0 ? '' : rest.slice(reasonAt + 'Reason:'.length)),
    vpn: totals(rest, tunnel),
  });
};

function totals(rest: string, tunnel: string | undefined): Vpn {
  const vpn: Vpn = {};
  const duration = DURATION.exec(rest);
  // `xmt` is what the gateway transmitted: the client received it.
  const received = count(field(rest, 'Bytes xmt:'));
  const sent = count(field(rest, 'Bytes rcv:'));
  if (duration) vpn.duration = seconds(duration);
  if (sent !== undefined) vpn.bytes_sent = sent;
  if (received !== undefined) vpn.bytes_received = received;
  if (tunnel) vpn.tunnel = tunnel;
  return vpn;
}

export const ikev1Negotiated: Reader = (body) =>
  body.includes(`complete for ${SITE_TO_SITE}`) ? 'site-to-site' : 'login-step';

function reading(parts: Parts, action: Action, outcome: Outcome, more: Partial<Reading> = {}): Reading {
  return { ...parts, action, outcome, interactive: BY_A_PERSON.has(action), ...more };
}

function grouped(
  body: string,
  action: Action,
  outcome: Outcome,
  more: (rest: string) => Partial<Reading> = () => ({}),
): Reading | undefined {
  const parts = readGroupUserIp(body);
  return parts && reading(parts, action, outcome, more(parts.rest));
}

const assigned = (ip: string | undefined): Partial<Reading> => (ip ? { vpn: { assigned_ip: ip } } : {});

/** The IPv6 address counts only where there is no IPv4 one. */
const tunnelAddresses = (rest: string): Partial<Reading> =>
  assigned(readPeer(TUNNEL_V4.exec(rest)?.[1] ?? '')?.ip ?? readPeer(TUNNEL_V6.exec(rest)?.[1] ?? '')?.ip);

function transport(rest: string): Partial<Reading> {
  const tunnel = TRANSPORT.exec(rest)?.[0];
  return tunnel ? { vpn: { tunnel } } : {};
}

function ended(text: string): Partial<Reading> {
  const reason = sentence(text);
  return { reason, interactive: reason === 'User Requested' };
}

const sentence = (text: string): string => {
  const trimmed = text.trim();
  return trimmed.endsWith('.') ? trimmed.slice(0, -1) : trimmed;
};

const count = (digits: string | undefined): number | undefined =>
  digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;

const seconds = ([, days, hours, minutes, rest]: RegExpExecArray): number =>
  ((Number(days ?? 0) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(rest);
