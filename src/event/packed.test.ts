import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LoginEvent } from './login-event.ts';
import { packEvent, unpackEvent } from './packed.ts';

const SOURCES = join(import.meta.dirname, '..', 'sources');

/** Every event that the sources' samples become, wherever it stands in their expectations. */
async function sampleEvents(): Promise<LoginEvent[]> {
  const events: LoginEvent[] = [];
  const collect = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    const event = LoginEvent.safeParse(value);
    if (event.success) events.push(event.data);
    else for (const inner of Object.values(value)) collect(inner);
  };
  for await (const file of glob('*/samples/expected.json', { cwd: SOURCES })) {
    collect(JSON.parse(readFileSync(join(SOURCES, file), 'utf8')));
  }
  return events;
}

it('gives every sample event back as it was', async () => {
  const events = await sampleEvents();
  expect(events.length).toBeGreaterThan(30);
  for (const event of events) {
    const time = Date.parse(event['@timestamp']);
    const again = unpackEvent(packEvent(event), time);
    expect({ ...again, '@timestamp': '' }).toEqual({ ...event, '@timestamp': '' });
    expect(Date.parse(again['@timestamp'])).toBe(time);
  }
});

it('gives an event with every field back as it was', () => {
  const event: LoginEvent = {
    '@timestamp': '2026-03-02T09:00:00.000Z',
    event: {
      id: 'e',
      kind: 'event',
      category: ['session', 'network'],
      type: ['end', 'connection'],
      action: 'vpn-disconnect',
      outcome: 'unknown',
      reason: 'r',
      code: 'c',
      provider: 'p',
      dataset: 'd',
    },
    user: { name: 'jane', id: 'u1', email: 'jane@example.com', domain: 'CORP', full_name: 'Jane' },
    source: { ip: '192.0.2.1', port: 0, domain: 'gate.example.com' },
    user_agent: { original: 'agent' },
    device: { id: 'dev' },
    host: { hostname: 'h', os: { full: 'o' } },
    observer: { hostname: 'asa', vendor: 'v', product: 'p', type: 'vpn' },
    homeport: {
      account: 'CORP\\jane',
      channel: 'vpn',
      interactive: false,
      application: 'group',
      session: { id: 's' },
      device: { managed: false, registered: true },
      mfa: { factor: 'push' },
      vpn: {
        assigned_ip: '10.0.0.1',
        duration: 0,
        bytes_sent: 1,
        bytes_received: 2,
        client: 'c',
        tunnel: 't',
      },
      provider: {
        is_proxy: false,
        asn: 64500,
        as_org: 'o',
        country: 'US',
        region: 'r',
        city: 'c',
        latitude: 0,
        longitude: 0,
        risk: 'low',
      },
      stamp: ['year-assumed'],
    },
  };
  expect(unpackEvent(packEvent(LoginEvent.parse(event)), Date.parse(event['@timestamp']))).toEqual(event);
});
