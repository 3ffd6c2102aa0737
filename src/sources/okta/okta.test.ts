import { describe, expect, it } from 'vitest';
import type { LoginEvent } from '../../event/login-event.ts';
import type { Parsed } from '../source.ts';
import { meaningOf } from './event-types.ts';
import { okta } from './index.ts';

const LOGIN = {
  uuid: '7f3c1001-c0de-11f0-9a1b-0f6e2d8c4b01',
  published: '2026-11-03T14:00:07.318Z',
  eventType: 'user.session.start',
  outcome: { result: 'SUCCESS' },
  actor: { id: '00u7jane0roe1AbCd5d7', type: 'User', alternateId: 'jane.roe@example.com' },
  client: { ipAddress: '203.0.113.24' },
};
const { uuid: _, ...WITHOUT_ID } = LOGIN;

const parse = (record: object, zone = 'UTC'): Parsed =>
  okta.parse(record as Record<string, unknown>, { receivedAt: Date.parse('2026-11-20T12:00:00Z'), zone });

function eventOf(record: object): LoginEvent {
  const parsed = parse(record);
  if (parsed.kind !== 'ok') throw new Error(parsed.reason);
  return parsed.events[0]!;
}

describe('event types', () => {
  it.each([
    ['user.session.start', 'login'],
    ['user.authentication.auth_via_mfa', 'mfa'],
    ['user.authentication.auth_via_IDP', 'mfa'],
    ['USER.AUTHENTICATION.SSO', 'app-access'],
    ['app.oauth2.as.token.grant.id_token', 'refresh'],
    ['user.mfa.okta_verify', 'mfa'],
    ['user.mfa.factor.deactivate', 'factor-change'],
    ['user.session.end', 'logout'],
  ])('%s is %s', (eventType, action) => expect(meaningOf(eventType, 'SUCCESS')).toMatchObject({ action }));

  it.each([
    ['user.lifecycle.create', 'not-a-login'],
    ['constructor', 'not-a-login'],
    ['user.session.impersonation.grant', 'support-impersonation'],
    ['policy.evaluate_sign_on', 'login-step'],
  ])('%s is dropped as %s', (eventType, reason) => expect(meaningOf(eventType, 'ALLOW')).toBe(reason));
});

describe('identity of a record', () => {
  it('is its own id', () => expect(eventOf(LOGIN).event.id).toBe(LOGIN.uuid));

  it('is its content where the id is missing, redacted or made up', () => {
    const { id } = eventOf(WITHOUT_ID).event;
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(eventOf({ ...WITHOUT_ID, outcome: { result: 'FAILURE' } }).event.id).not.toBe(id);
    for (const uuid of ['redacted', 'unknown', 'XXXXXXXXXXXXXXXX', '17', '', null, {}]) {
      expect(eventOf({ ...WITHOUT_ID, uuid }).event.id).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it('does not change with the order of keys, the envelope or their case', () => {
    const { id } = eventOf(WITHOUT_ID).event;
    const turned = Object.fromEntries(Object.entries(WITHOUT_ID).reverse());
    const { eventType, actor, client, ...rest } = WITHOUT_ID;
    const folded = {
      ...rest,
      eventtype: eventType,
      actor: { id: actor.id, type: actor.type, alternateid: actor.alternateId },
      client: { ipaddress: client.ipAddress },
    };
    for (const same of [turned, { 'detail-type': 'SystemLog', detail: WITHOUT_ID }, folded]) {
      expect(eventOf(same).event.id).toBe(id);
    }
  });

  it('survives nesting that would exhaust the stack', () => {
    const deep = JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`);
    expect(eventOf({ ...WITHOUT_ID, target: deep, extra: deep }).event.id).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('the stamp', () => {
  it('is read in the zone of the context only where it names none', () => {
    const time = (published: string) => {
      const parsed = parse({ ...LOGIN, published }, 'America/Chicago');
      return parsed.kind === 'ok' && parsed.events[0]!['@timestamp'];
    };
    expect(time('2026-11-03 14:00:07.318000000')).toBe('2026-11-03T20:00:07.318Z');
    expect(time('2026-11-03 14:00:07.318 UTC')).toBe('2026-11-03T14:00:07.318Z');
  });

  it('gives the day as written, whatever the zone', () => {
    for (const zone of ['UTC', 'Pacific/Auckland']) {
      expect(parse({ ...LOGIN, published: '2026-11-03 23:59:00' }, zone)).toMatchObject({
        stampDay: Date.parse('2026-11-03') / 86_400_000,
      });
    }
  });
});

describe('whom it is about', () => {
  it('takes an administrator’s change for the target’s, without the administrator’s address', () => {
    const event = eventOf({
      ...LOGIN,
      eventType: 'user.mfa.factor.reset_all',
      target: [{ type: 'User', id: '00u7juan', alternateId: 'juan.ruiz@example.com' }],
    });
    expect(event.user.name).toBe('juan.ruiz@example.com');
    expect(event.homeport.interactive).toBe(false);
    expect(event.source).toBeUndefined();
  });

  it('never takes the target of a login for the person who logged in', () => {
    const target = [{ type: 'User', id: '00u7juan', alternateId: 'juan.ruiz@example.com' }];
    expect(eventOf({ ...LOGIN, target }).user.name).toBe('jane.roe@example.com');
    const nameless = { ...LOGIN, actor: { id: '00u7jane', type: 'User' }, target };
    expect(eventOf(nameless).homeport.account).toBe('00u7jane');
  });

  it('counts who cannot be told by reason', () => {
    const nobody = { ...LOGIN, actor: null };
    expect(parse(nobody)).toEqual({ kind: 'reject', reason: 'missing user' });
    expect(parse({ ...nobody, outcome: { result: 'FAILURE' } })).toEqual({
      kind: 'drop',
      reason: 'unknown-user',
    });
  });
});

it('accepts a login without any address', () => {
  for (const client of [undefined, null, 'unknown', {}, { ipAddress: '0.0.0.0' }, { ipAddress: 7 }]) {
    expect(eventOf({ ...LOGIN, client }).source).toBeUndefined();
  }
});

it('keeps a host name that stands where an address is expected', () => {
  expect(eventOf({ ...LOGIN, client: { ipAddress: 'home.example.net' } }).source).toEqual({
    domain: 'home.example.net',
  });
});

it('reads parts that an export left as JSON text', () => {
  const event = eventOf({
    ...LOGIN,
    actor: JSON.stringify(LOGIN.actor),
    client: JSON.stringify(LOGIN.client),
  });
  expect(event).toEqual(eventOf(LOGIN));
});

it('does not claim other vendors’ event types', () => {
  for (const record of [
    { eventType: 'AwsConsoleSignIn', eventName: 'ConsoleLogin' },
    { eventType: 'user.session.start' },
    { eventType: 7, actor: {} },
    { detail: LOGIN },
    {},
  ]) {
    expect(okta.claims(record)).toBe(false);
  }
});
