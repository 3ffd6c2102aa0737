import { hashId } from '../event/ids.ts';
import type { ParseContext } from './source.ts';
import { readStampAt, type SyslogStamp } from './syslog-stamp.ts';

/** A syslog line taken apart, whatever relays have put before it. */
export interface Syslog {
  /** Ms since the epoch, UTC: of the device's own stamp, or of arrival when there is none. */
  time: number;
  /** The device's own stamp as written; empty when there is none. */
  stampText: string;
  /** See `stampDay` in source.ts; 0 when there is no stamp. */
  stampDay: number;
  assumed: ('year-assumed' | 'zone-assumed' | 'from-arrival')[];
  /** The device, by its own header or else as a relay calls it. */
  host?: string;
  /** The device by its own header only: part of the record's identity, which no relay may change. */
  ownHost?: string;
  /** What follows all headers. */
  body: string;
}

interface Header {
  stamp: SyslogStamp | undefined;
  host: string | undefined;
  end: number;
}

type Read<T> = T | 'impossible' | undefined;

const TRANSPORT = /(?:\d{1,7} (?=<\d))?(?:<\d{1,3}>)?/y;
const HOST = /\w[\w.:-]{0,254}/y;
const SEPARATOR = /[ :]*/y;
/** `local4.err`, which some relays write between stamp and host. */
const FACILITY =
  /(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local[0-7])\.[a-z]{3,7} /y;
/** With it every message of a Cisco device begins. */
const CISCO_MARK = '%';
/** `host : %` (or `host: %`, `host %`), as Cisco devices write their own name without a stamp. */
const CISCO_HOST = /(\w(?:[\w.:-]{0,253}[\w.-])?)(?: : *| *:? )(?=%)/y;
const CISCO_INNER_HOST = /(\w(?:[\w.:-]{0,253}[\w.-])?) : *(?=%)/y;
const RFC5424 = /1 (\S{1,64}) (\S{1,255}) \S{1,48} \S{1,128} \S{1,32} /y;
const BYTE_ORDER_MARK = '\uFEFF';
/** A device, two relays and a collector; more headers than that are somebody's text. */
const MOST_HEADERS = 4;

/**
 * Reads the headers of one line: an octet count, PRI, RFC 5424, RFC 3164 with all its usual liberties, or none; and
 * again for each relay that wrote its own in front. The innermost header is the device's. `impossible` when a stamp
 * names a moment that cannot be.
 */
export function readSyslog(line: string, context: ParseContext): Syslog | 'impossible' {
  const text = cleanLine(line);
  let at = 0;
  let stamp: SyslogStamp | undefined;
  let host: string | undefined;
  let ownHost: string | undefined;
  for (let count = 0; count < MOST_HEADERS && text[at] !== CISCO_MARK; count++) {
    at = afterMatch(TRANSPORT, text, at);
    // A relay's year is a better guide to a year-less inner stamp than the time of arrival.
    const reference = stamp && !stamp.yearAssumed ? stamp.time : context.receivedAt;
    const header = readRfc5424(text, at, context) ?? readRfc3164(text, at, reference, context.zone);
    if (header === 'impossible') return header;
    if (!header) break;
    if (header.stamp) stamp = header.stamp;
    ownHost = header.host;
    host = header.host ?? host;
    at = header.end;
  }

  const inner = text[at] === CISCO_MARK ? undefined : readCiscoHost(text, at, host === undefined);
  if (inner) {
    ownHost = inner.host;
    host = ownHost;
    at = inner.end;
  }

  const syslog: Syslog = {
    time: stamp?.time ?? context.receivedAt,
    stampText: stamp?.text ?? '',
    stampDay: stamp?.day ?? 0,
    assumed: stamp ? [] : ['from-arrival'],
    body: text.slice(at),
  };
  if (stamp?.yearAssumed) syslog.assumed.push('year-assumed');
  if (stamp?.zoneAssumed) syslog.assumed.push('zone-assumed');
  if (host) syslog.host = host;
  if (ownHost) syslog.ownHost = ownHost;
  return syslog;
}

/**
 * The id of a record without one of its own: what the device wrote, and nothing that relays add. Where the device
 * writes no stamp the UTC day of arrival stands in for it, or the same login on another day would be a duplicate.
 */
export function syslogId(vendor: string, syslog: Syslog, message: string): string {
  const when = syslog.stampText || new Date(syslog.time).toISOString().slice(0, 10);
  return hashId(vendor, syslog.ownHost ?? '', when, message);
}

/** A line without byte-order mark and line end, and with the tabs that rsyslog escapes. */
export function cleanLine(line: string): string {
  const text = (line.startsWith(BYTE_ORDER_MARK) ? line.slice(1) : line).trimEnd();
  return text.includes('#011') ? text.replaceAll('#011', '\t') : text;
}

function readRfc5424(text: string, at: number, context: ParseContext): Read<Header> {
  if (text[at] !== '1' || text[at + 1] !== ' ') return undefined;
  RFC5424.lastIndex = at;
  const match = RFC5424.exec(text);
  if (!match) return undefined;
  const end = afterStructuredData(text, RFC5424.lastIndex);
  if (end === undefined) return undefined;
  const stamp = readStampAt(text, at + 2, context.receivedAt, context.zone);
  if (stamp === 'impossible') return stamp;
  if (!stamp && match[1] !== '-') return undefined;
  return { stamp, host: match[2] === '-' ? undefined : match[2], end };
}

/** `-` or `[id name="value" …]…`, where a value may hold `\]` and `\"`; then a space and perhaps a byte-order mark. */
function afterStructuredData(text: string, start: number): number | undefined {
  let at = start;
  if (text[at] === '-') at += 1;
  else {
    while (text[at] === '[') {
      let quoted = false;
      for (at += 1; at < text.length && (quoted || text[at] !== ']'); at++) {
        if (quoted && text[at] === '\\') at += 1;
        else if (text[at] === '"') quoted = !quoted;
      }
      at += 1;
    }
    if (at === start || at > text.length) return undefined;
  }
  if (text[at] === ' ') at += 1;
  return text[at] === BYTE_ORDER_MARK ? at + 1 : at;
}

/** `[host :] [*|.]stamp [zone] [facility] [host] [:]`. */
function readRfc3164(text: string, at: number, reference: number, zone: string): Read<Header> {
  const start = afterMatch(SEPARATOR, text, at);
  let host: string | undefined;
  let stamp = readMarkedStamp(text, start, reference, zone);
  if (!stamp) {
    const hostEnd = afterMatch(HOST, text, start);
    if (hostEnd === start) return undefined;
    stamp = readMarkedStamp(text, afterMatch(SEPARATOR, text, hostEnd), reference, zone);
    host = withoutColon(text.slice(start, hostEnd));
  }
  if (!stamp || stamp === 'impossible') return stamp;

  if (text[stamp.end] === ':') return { stamp, host, end: afterMatch(SEPARATOR, text, stamp.end) };
  const end = afterMatch(FACILITY, text, afterMatch(SEPARATOR, text, stamp.end));
  if (host) return { stamp, host, end };
  return { stamp, ...readHost(text, end) };
}

/** A device's own name between a relay's header and the message; alone before the message it need not be set apart. */
function readCiscoHost(text: string, at: number, alone: boolean): { host: string; end: number } | undefined {
  const pattern = alone ? CISCO_HOST : CISCO_INNER_HOST;
  pattern.lastIndex = afterMatch(SEPARATOR, text, at);
  const match = pattern.exec(text);
  return match ? { host: match[1]!, end: pattern.lastIndex } : undefined;
}

/** The host that begins at `at`, unless that is a program's tag (`sshd[1]:`, `sudo:`), the next header or the message. */
function readHost(text: string, at: number): { host: string | undefined; end: number } {
  const none = { host: undefined, end: at };
  if (startsHeader(text, at)) return none;
  const end = afterMatch(HOST, text, at);
  if (end === at || (end < text.length && text[end] !== ' ')) return none;
  const host = text.slice(at, end);
  const next = afterMatch(SEPARATOR, text, end);
  const isTag = host.endsWith(':') && text[next] !== '%' && !startsHeader(text, next);
  return isTag ? none : { host: withoutColon(host), end: next };
}

const withoutColon = (host: string): string => (host.endsWith(':') ? host.slice(0, -1) : host);

const startsHeader = (text: string, at: number): boolean =>
  text[at] === '<' || readMarkedStamp(text, at, 0, 'UTC') !== undefined;

/** Cisco devices put `*` before a stamp when the clock was never set, `.` when it lost its time server. */
function readMarkedStamp(text: string, at: number, reference: number, zone: string): Read<SyslogStamp> {
  const marked = text[at] === '*' || text[at] === '.';
  return readStampAt(text, marked ? at + 1 : at, reference, zone);
}

function afterMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
