import { describe, expect, it } from 'vitest';
import { sampleRecords } from '../../../test/conformance/source.ts';
import { SOURCES } from '../index.ts';
import type { Parsed } from '../source.ts';
import { ecs } from './index.ts';
import { nest } from './nest.ts';

const CONTEXT = { receivedAt: Date.parse('2026-11-20T12:00:00Z'), zone: 'UTC' };
const parse = (record: object): Parsed => ecs.parse(record as Record<string, unknown>, CONTEXT);

const LOGIN = {
  '@timestamp': '2026-11-03T14:00:00.000Z',
  event: { category: ['authentication'], type: ['start'], outcome: 'success' },
  user: { name: 'jane.roe@example.com' },
  source: { ip: '203.0.113.24' },
};

function actionOf(event: object, more: object = {}): string {
  const parsed = parse({ ...LOGIN, ...more, event });
  return parsed.kind === 'ok' ? parsed.events[0]!.event.action : parsed.reason;
}

describe('round trip', () => {
  it.each(SOURCES.map((source) => [source.id, source] as const))(
    'gives events of %s as they were',
    (_, source) => {
      const folder = new URL(`../${source.id}/samples`, import.meta.url).pathname;
      for (const record of sampleRecords(source, folder)) {
        const parsed =
          source.kind === 'json'
            ? source.parse(record as Record<string, unknown>, CONTEXT)
            : source.parse(record as string, CONTEXT);
        if (parsed.kind !== 'ok') continue;
        for (const event of parsed.events) {
          const stored = JSON.parse(JSON.stringify(event));
          expect(ecs.claims(stored)).toBe(true);
          expect(parse(stored)).toMatchObject({ kind: 'ok', events: [event] });
          const shipped = { ...stored, ecs: { version: '9.4.0' }, tags: ['mirrored'] };
          expect(parse({ _index: 'homeport-events', _id: event.event.id, _source: shipped })).toEqual(
            parse(stored),
          );
        }
      }
    },
  );
});

describe('what is a login', () => {
  it.each([
    [{ category: ['authentication'], outcome: 'success' }, 'login'],
    [{ category: 'authentication', type: 'start' }, 'login'],
    [{ category: ['authentication'], action: 'User Logged Out' }, 'logout'],
    [{ category: ['authentication'], action: 'mfa_challenge' }, 'mfa'],
    [{ category: ['session'], type: ['start'] }, 'login'],
    [{ category: ['iam'], action: 'user-password-reset' }, 'password-change'],
    [{ category: ['iam'], action: 'created-user-account' }, 'not-a-login'],
    [{ category: ['authentication'], action: 'configuration-read' }, 'not-a-login'],
    [{ category: ['process'], action: 'login', outcome: 'success' }, 'not-a-login'],
    [{ kind: 'metric', category: ['authentication'], outcome: 'success' }, 'not-an-event'],
    [{}, 'not-a-login'],
  ])('%j is %s', (event, action) => expect(actionOf(event)).toBe(action));

  it('takes a gateway’s sessions for tunnels and its authentications for logins', () => {
    const observer = { type: 'vpn' };
    expect(actionOf({ category: ['session'], type: ['start'] }, { observer })).toBe('vpn-connect');
    expect(actionOf({ category: ['session'], type: ['end'] }, { observer })).toBe('vpn-disconnect');
    expect(actionOf({ category: ['authentication'], type: ['start'] }, { observer })).toBe('login');
  });

  it('does not take a session without an address for one', () => {
    expect(actionOf({ category: ['session'], type: ['start'] }, { source: {} })).toBe('not-a-login');
  });
});

describe('identity of a document', () => {
  const idOf = (record: object): string | undefined => {
    const parsed = parse(record);
    return parsed.kind === 'ok' ? parsed.events[0]!.event.id : undefined;
  };

  it('does not change with what shippers add, nor with the nesting of keys', () => {
    const shipped = {
      ...LOGIN,
      agent: { id: 'a' },
      ecs: { version: '9.4.0' },
      tags: ['x'],
      event: { ...LOGIN.event, ingested: '2026-11-03T14:05:00Z', created: '2026-11-03T14:04:00Z' },
    };
    const { user, source, ...rest } = LOGIN;
    const dotted = { 'source.ip': source.ip, ...rest, 'user.name': user.name };
    expect(idOf(LOGIN)).toMatch(/^[0-9a-f]{32}$/);
    expect([idOf(shipped), idOf(dotted)]).toEqual([idOf(LOGIN), idOf(LOGIN)]);
  });

  it('differs for another record', () => {
    expect(idOf({ ...LOGIN, process: { pid: 1 } })).not.toBe(idOf({ ...LOGIN, process: { pid: 2 } }));
  });
});

describe('nest', () => {
  it('joins dotted and nested keys of one object', () => {
    expect(nest({ 'a.b': 1, a: { c: 2, 'd.e': 3 }, 'a.d': { f: 4 } })).toEqual({
      a: { b: 1, c: 2, d: { e: 3, f: 4 } },
    });
  });

  it('reaches no prototype', () => {
    nest(
      JSON.parse('{"__proto__.polluted":1,"__proto__":{"polluted":1},"constructor.prototype.polluted":1}'),
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('stops before the stack does', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`);
    expect(nest({ deep, ['x.'.repeat(10_000)]: 1 })).toHaveProperty('deep.a.a');
  });
});
