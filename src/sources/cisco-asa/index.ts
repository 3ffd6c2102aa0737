import { CATEGORY } from '../../event/category.ts';
import type { LoginEvent } from '../../event/login-event.ts';
import { inEventRange, isoText, OUT_OF_RANGE } from '../../event/time.ts';
import { drop, type LineSource, ok, type ParseContext, type Parsed, reject } from '../source.ts';
import { readSyslog, type Syslog, syslogId } from '../syslog.ts';
import { MESSAGES } from './messages.ts';
import { readPeer, readPeerWithPort } from './peer.ts';
import { isMasked, readPerson } from './person.ts';
import type { DropReason, Reading } from './readers.ts';

/** `%ASA-6-113039:`, with a class (`%ASA-auth-6-…`), without a severity (`%FTD--…`); the id alone says what it is. */
const TAG = /%(ASA|FTD)(?:<\w{1,10}>)?-(?:[a-z]{0,20}-)?(?:\d{1,2}-)?(\d{6})(?!\d) ?:? */iy;

const ID = 'cisco-asa';
const VENDOR = 'cisco';

const dropped = (reason: DropReason): Parsed => drop(reason);

/** Cisco ASA, and FTD in its place: AnyConnect (Secure Client), WebVPN and IPsec remote access. */
export const ciscoAsa: LineSource = {
  id: ID,
  title: 'Cisco ASA and FTD (AnyConnect, Secure Client)',
  provider: VENDOR,
  kind: 'line',
  tells: { device: false, session: false, mfa: false, geo: false },
  claims: (line) => /%(?:ASA|FTD)[-<]/.test(line),
  parse,
};

function parse(line: string, context: ParseContext): Parsed {
  const start = tagAt(line);
  TAG.lastIndex = Math.max(start, 0);
  const tag = TAG.exec(line);
  if (!tag) return dropped('no message id');
  const [, product, code] = tag as unknown as [string, string, string];
  const reader = MESSAGES.get(code);
  if (!reader) return dropped('not-a-login');
  if (typeof reader === 'string') return dropped(reader);

  // Some FTD releases write the tag of the ASA after their own.
  const innerAt = TAG.lastIndex;
  TAG.lastIndex = innerAt;
  const bodyAt = TAG.test(line) ? TAG.lastIndex : innerAt;
  const reading = reader(line.slice(bodyAt).trimEnd());
  if (reading === undefined) return reject(`${code}: body not understood`);
  if (typeof reading === 'string') return dropped(reading);
  if (isMasked(reading.user)) return dropped('masked user');
  const source = reading.peerHasPort ? readPeerWithPort(reading.peer ?? '') : readPeer(reading.peer ?? '');
  if (!source) return reject(`${code}: address not understood`);

  const syslog = readSyslog(line, context);
  if (syslog === 'impossible') return reject(`${code}: impossible timestamp`);
  if (!inEventRange(syslog.time)) return reject(OUT_OF_RANGE);
  return ok(syslog.stampDay, loginEvent(reading, code, product, source, syslog));
}

function loginEvent(
  reading: Reading,
  code: string,
  product: string,
  source: NonNullable<LoginEvent['source']>,
  syslog: Syslog,
): LoginEvent {
  const { account, ...user } = readPerson(reading.user);
  const { category, type } = CATEGORY[reading.action];
  const event: LoginEvent = {
    '@timestamp': isoText(syslog.time),
    event: {
      id: syslogId(VENDOR, syslog, messageOf(syslog.body)),
      kind: 'event',
      category: [...category],
      type: [...type],
      action: reading.action,
      outcome: reading.outcome,
      code,
      provider: VENDOR,
      dataset: ID,
    },
    user,
    observer: { vendor: 'Cisco', product: product.toUpperCase(), type: 'firewall' },
    homeport: { account, channel: 'vpn', interactive: reading.interactive },
  };
  if (reading.reason) event.event.reason = reading.reason;
  if (source.ip ?? source.domain) event.source = source;
  if (reading.agent) event.user_agent = { original: reading.agent };
  if (syslog.host) event.observer!.hostname = syslog.host;
  if (reading.group) event.homeport.application = reading.group;
  if (reading.vpn) event.homeport.vpn = reading.vpn;
  if (syslog.assumed.length > 0) event.homeport.stamp = syslog.assumed;
  return event;
}

/** The message from its tag on, without a program name that a relay may have put before it. */
const messageOf = (body: string): string => body.slice(Math.max(tagAt(body), 0));

/** Where the message begins: at the first tag, since no text of a user's choice stands before it. */
function tagAt(line: string): number {
  const asa = line.indexOf('%ASA');
  const ftd = line.indexOf('%FTD');
  return asa < 0 || (ftd >= 0 && ftd < asa) ? ftd : asa;
}
