import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { LoginEvent } from '../../event/login-event.ts';
import type { ParseContext } from '../source.ts';
import { ciscoAsa } from './index.ts';
import { MESSAGES } from './messages.ts';

interface Header {
  header: string;
  time: string;
  host?: string;
  assumed?: string[];
}
interface Message {
  message: string;
  ok?: Record<string, unknown>;
  drop?: string;
  reject?: string;
}

const sample = <T>(name: string): T[] =>
  parseYaml(readFileSync(new URL(`./samples/${name}.yaml`, import.meta.url), 'utf8'));
const HEADERS = sample<Header>('headers');
const SAMPLES = sample<Message>('messages');
const CONTEXT: ParseContext = { receivedAt: Date.UTC(2024, 2, 10, 12), zone: 'UTC' };

/** The address that hostile names and clients in these tests try to pass off as theirs. */
const FAKED = '192.0.2.66';
const login = '%ASA-6-113039: Group <GP> User <jane.roe> IP <203.0.113.7> AnyConnect parent session started.';

function eventOf(line: string, context = CONTEXT): LoginEvent {
  const parsed = ciscoAsa.parse(line, context);
  if (parsed.kind !== 'ok') throw new Error(`${parsed.kind}: ${parsed.reason}`);
  expect(parsed.events).toHaveLength(1);
  return LoginEvent.parse(parsed.events[0]);
}
const idOf = (line: string, context = CONTEXT): string => eventOf(line, context).event.id;

/** The part of an event that comes from the message, flat as in the samples. */
function flat({ event, user, source, user_agent, homeport }: LoginEvent): Record<string, unknown> {
  const all = {
    action: event.action,
    outcome: event.outcome,
    reason: event.reason,
    ...user,
    account: homeport.account,
    ip: source?.ip,
    port: source?.port,
    sourceDomain: source?.domain,
    application: homeport.application,
    agent: user_agent?.original,
    vpn: homeport.vpn,
    interactive: homeport.interactive ? undefined : false,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

it.each(SAMPLES.filter(({ ok }) => ok))('$message', ({ message, ok }) => {
  for (const { header, time, host, assumed } of HEADERS) {
    const event = eventOf(header + message);
    expect(flat(event), header).toEqual(ok);
    expect(event['@timestamp'], header).toBe(time);
    expect(event.observer?.hostname, header).toBe(host);
    expect(event.homeport.stamp, header).toEqual(assumed);
    expect(event.event.code).toBe(/\d{6}/.exec(message)?.[0]);
    expect(event.observer?.product).toBe(message.slice(1, 4));
  }
});

it.each(SAMPLES.filter(({ ok }) => !ok))('$message', ({ message, drop, reject }) => {
  const expected = drop ? { kind: 'drop', reason: drop } : { kind: 'reject', reason: reject };
  for (const { header } of HEADERS) {
    expect(ciscoAsa.parse(header + message, CONTEXT), header).toEqual(expected);
  }
});

it('claims lines by their tag', () => {
  expect(SAMPLES.map(({ message }) => ciscoAsa.claims(`<166>asa : ${message}`))).toEqual(
    SAMPLES.map(({ message }) => message.startsWith('%')),
  );
  expect(ciscoAsa.claims('<166>Mar  3 07:58:01 web sshd[1]: Accepted password for jane')).toBe(false);
});

it('counts one login of a person once', () => {
  const chain = [
    '%ASA-6-725002: Device completed SSL handshake with client outside:203.0.113.7/51022',
    '%ASA-6-113004: AAA user authentication Successful : server = 192.0.2.9 : user = jane.roe',
    '%ASA-6-113008: AAA transaction status ACCEPT : user = jane.roe',
    '%ASA-6-734001: DAP: User jane.roe, Addr 203.0.113.7, Connection AnyConnect: records: staff',
    login,
    '%ASA-6-716001: Group <GP> User <jane.roe> IP <203.0.113.7> WebVPN session started.',
    '%ASA-6-722022: Group <GP> User <jane.roe> IP <203.0.113.7> TCP SVC connection established without compression',
    '%ASA-4-722051: Group <GP> User <jane.roe> IP <203.0.113.7> IPv4 Address <10.9.0.30> IPv6 address <::> assigned to session',
  ];
  const actions = chain.flatMap((line) => {
    const parsed = ciscoAsa.parse(line, CONTEXT);
    return parsed.kind === 'ok' ? parsed.events.map(({ event }) => event.action) : [];
  });
  expect(actions).toEqual(['login', 'vpn-connect', 'app-access', 'refresh', 'vpn-address']);
});

describe('the id', () => {
  const own = 'Mar 03 2024 07:58:01 asa-edge : ';

  it('is the same behind every relay', () => {
    const id = idOf(own + login);
    for (const relay of [
      '<166>',
      '1544 <166>',
      'Mar  3 07:58:02 relay-1 ',
      '<13>Mar  3 07:58:02 relay-1 <166>',
      '<13>1 2024-03-03T07:58:02.123Z relay-1 - - - - <166>',
      '2024-03-03T07:58:02+00:00 relay-2 Mar  3 07:58:02 relay-1 ',
    ]) {
      expect(idOf(relay + own + login), relay).toBe(id);
    }
    expect(idOf(`${own}${login}\r\n`)).toBe(id);
  });

  it('is the same behind a relay that names a nameless device', () => {
    expect(idOf(`<13>Mar  3 07:58:02 192.0.2.1 Mar 03 2024 07:58:01: ${login}`)).toBe(
      idOf(`<166>Mar 03 2024 07:58:01: ${login}`),
    );
  });

  it('is another on another day, device, and for another message', () => {
    const lines = [
      own + login,
      `Mar 04 2024 07:58:01 asa-edge : ${login}`,
      `Mar 03 2024 07:58:01 asa-west : ${login}`,
      own + login.replace('.7>', '.8>'),
    ];
    expect(new Set(lines.map((line) => idOf(line))).size).toBe(lines.length);
  });

  it('depends on the arrival only where there is no stamp, and then on its day', () => {
    const later = (ms: number): ParseContext => ({
      receivedAt: CONTEXT.receivedAt + ms,
      zone: 'America/New_York',
    });
    expect(idOf(own + login, later(86_400_000))).toBe(idOf(own + login));
    expect(idOf(login, later(1000))).toBe(idOf(login));
    expect(idOf(login, later(86_400_000))).not.toBe(idOf(login));
  });
});

it('names the day of the stamp as written, whatever is assumed of it', () => {
  const day = (line: string, context = CONTEXT): unknown => {
    const parsed = ciscoAsa.parse(line + login, context);
    return parsed.kind === 'ok' && new Date(parsed.stampDay * 86_400_000).toISOString().slice(0, 10);
  };
  expect(day('Mar 03 2024 23:58:01 EST: ')).toBe('2024-03-03');
  expect(day('Feb 29 23:58:01: ', { receivedAt: Date.UTC(2026, 0, 1), zone: 'Asia/Tokyo' })).toBe(
    '1972-02-29',
  );
  expect(day('')).toBe('1970-01-01');
});

it('rejects stamps that cannot be', () => {
  const reason = (header: string): unknown => ciscoAsa.parse(header + login, CONTEXT);
  expect(reason('Feb 30 2024 07:58:01: ')).toEqual({
    kind: 'reject',
    reason: '113039: impossible timestamp',
  });
  expect(reason('2024-13-01T07:58:01Z: ')).toEqual({
    kind: 'reject',
    reason: '113039: impossible timestamp',
  });
  expect(reason('Mar 03 1970 07:58:01: ')).toEqual({ kind: 'reject', reason: 'timestamp out of range' });
});

describe('any line', () => {
  const fragment = fc.oneof(
    fc.constantFrom(...HEADERS.map(({ header }) => header)),
    fc.constantFrom(...SAMPLES.map(({ message }) => message)),
    fc.constantFrom(...MESSAGES.keys()).map((code) => `%ASA-6-${code}: `),
    fc.constantFrom(
      'Group <',
      '> User <',
      '> IP <',
      ' IP ',
      ', IP = ',
      ' : user = ',
      ' : user IP = ',
      '\\',
      ' Username:',
    ),
    fc.string({ unit: 'binary' }),
  );
  const line = fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join(''));

  it('becomes valid events, or a reason', () => {
    fc.assert(
      fc.property(line, fc.date({ min: new Date(0), noInvalidDate: true }), (text, received) => {
        const parsed = ciscoAsa.parse(text, { receivedAt: received.getTime(), zone: 'Europe/Berlin' });
        if (parsed.kind === 'ok') parsed.events.forEach((event) => void LoginEvent.parse(event));
        else expect(parsed.reason).toMatch(/^[\w: -]+$/);
      }),
    );
  });

  it('cut off before its address ends is no event', () => {
    for (const { message, ok } of SAMPLES) {
      if (!ok?.ip || message.includes('user IP =')) continue; // there the address ends the message, cut or not
      const { source } = eventOf(message);
      const events = Array.from(message, (_, end) => ciscoAsa.parse(message.slice(0, end), CONTEXT));
      for (const parsed of events) {
        if (parsed.kind === 'ok' && !message.includes(FAKED))
          expect(parsed.events[0]?.source).toEqual(source);
      }
    }
  });
});

describe('a user name of 64 kB', () => {
  const units = [
    ' ',
    ':',
    '<',
    '"',
    '.',
    '[',
    'Mar ',
    ' User ',
    ' IP ',
    ' IP <',
    `> IP <${FAKED}> `,
    `, IP = ${FAKED}, `,
  ];

  it.each([...units, ` : user IP = ${FAKED} `, ' : user = ', ' Username:', ' Group:', '%ASA-6-113039: '])(
    'of %j is read in one pass and fakes no address',
    (unit) => {
      const user = `x${unit.repeat(64_000 / unit.length)}x`;
      for (const line of [
        `%ASA-6-113039: Group <GP> User <${user}> IP <203.0.113.7> AnyConnect parent session started.`,
        `%ASA-6-113039: Group GP User ${user} IP 203.0.113.7 AnyConnect parent session started.`,
        `%ASA-6-113005: AAA user authentication Rejected : reason = r : server = s : user = ${user} : user IP = 203.0.113.7`,
        `%ASA-6-713905: Group = GP, Username = ${user}, IP = 203.0.113.7, Login authentication failed`,
        `%ASA-4-113019: Group = GP, Username = ${user}, IP = 203.0.113.7, Session disconnected. Session Type: SSL`,
        `%ASA-5-734002: DAP: User ${user}, Addr 203.0.113.7: Connection terminated by the following DAP records: x`,
        `%ASA-5-751025: Local:192.0.2.1:4500 Remote:203.0.113.7:4500 Username:${user} IKEv2 Group:GP IPv4 Address=10.9.0.3 IPv6 address=:: assigned to session`,
      ]) {
        expect(eventOf(line).source?.ip, line.slice(0, 40)).toBe('203.0.113.7');
      }
    },
  );
});
