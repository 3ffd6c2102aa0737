import { CATEGORY } from '../../event/category.ts';
import type { LoginEvent } from '../../event/login-event.ts';
import { inEventRange, isoText, OUT_OF_RANGE } from '../../event/time.ts';
import { drop, type LineSource, ok, type ParseContext, type Parsed, reject } from '../source.ts';
import { cleanLine, readSyslog, type Syslog, syslogId } from '../syslog.ts';
import { MESSAGES } from './messages.ts';
import { readPeer, readPeerWithPort } from './peer.ts';
import { isMasked, readPerson } from './person.ts';
import type { DropReason, Reading } from './readers.ts';

/** `%ASA-6-113039:`, with a class (`%ASA-auth-6-…`), without a severity (`%FTD--…`); the id alone says what it is. */
const TAG = /%(ASA|FTD)(?:<\w{1,10}>)?-(?:[A-Za-z]{0,20}-)?(?:\d{1,2}-)?(\d{6})(?!\d) ?:? */;
/** Some FTD releases write the tag of the ASA after their own. */
const INNER_TAG = /%ASA-(?:\d{1,2}-)?\d{6}: */y;

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

/** A line from its tag on. */
interface Message {
  product: string;
  /** The six-digit id. */
  code: string;
  /** With the tag. */
  text: string;
  /** Without it. */
  body: string;
}

function parse(line: string, context: ParseContext): Parsed {
  const text = cleanLine(line);
  const message = readMessage(text);
  if (!message) return dropped('no message id');
  const reader = MESSAGES.get(message.code);
  if (!reader) return dropped('not-a-login');
  if (typeof reader === 'string') return dropped(reader);

  const reading = reader(message.body);
  if (reading === undefined) return reject(`${message.code}: body not understood`);
  if (typeof reading === 'string') return dropped(reading);
  if (isMasked(reading.user)) return dropped('masked user');
  const source = reading.peerHasPort ? readPeerWithPort(reading.peer ?? '') : readPeer(reading.peer ?? '');
  if (!source) return reject(`${message.code}: address not understood`);

  const syslog = readSyslog(text, context);
  if (syslog === 'impossible') return reject(`${message.code}: impossible timestamp`);
  if (!inEventRange(syslog.time)) return reject(OUT_OF_RANGE);
  return ok(syslog.stampDay, loginEvent(reading, message, source, syslog));
}

/** The message begins at the first tag: no text of a user's choice stands before it. */
function readMessage(line: string): Message | undefined {
  const tag = TAG.exec(line);
  if (!tag) return undefined;
  const end = tag.index + tag[0].length;
  INNER_TAG.lastIndex = end;
  return {
    product: tag[1]!,
    code: tag[2]!,
    text: line.slice(tag.index),
    body: line.slice(INNER_TAG.test(line) ? INNER_TAG.lastIndex : end),
  };
}

function loginEvent(
  reading: Reading,
  message: Message,
  source: NonNullable<LoginEvent['source']>,
  syslog: Syslog,
): LoginEvent {
  const { account, ...user } = readPerson(reading.user);
  const { category, type } = CATEGORY[reading.action];
  const event: LoginEvent = {
    '@timestamp': isoText(syslog.time),
    event: {
      id: syslogId(VENDOR, syslog, message.text),
      kind: 'event',
      category: [...category],
      type: [...type],
      action: reading.action,
      outcome: reading.outcome,
      code: message.code,
      provider: VENDOR,
      dataset: ID,
    },
    user,
    observer: { vendor: 'Cisco', product: message.product, type: 'firewall' },
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
