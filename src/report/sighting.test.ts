import { describe, expect, it } from 'vitest';
import type { JudgedLogin, Network, NetworkType, Place } from '#kit';
import { sightingOf } from './sighting.ts';
import { StandingRule } from './standing-rule.ts';

const rule = StandingRule.parse({});
const austin = { country: 'US', region: 'TX', city: 'Austin', latitude: 30.27, longitude: -97.74 };
const toronto = { country: 'CA', region: 'ON', city: 'Toronto', latitude: 43.65, longitude: -79.38 };

const place = (different: Partial<Place> = {}): Place => ({
  ...austin,
  radiusKm: 20,
  confidence: 1,
  source: 'Example City',
  date: '2026-11-01',
  ...different,
});
const network = (type: NetworkType, anonymiser?: NonNullable<Network['anonymiser']>['kind']): Network => ({
  type,
  source: 'Example ASN',
  date: '2026-11-01',
  ...(anonymiser ? { anonymiser: { kind: anonymiser, source: 'example-list' } } : {}),
});
const login = (different: Partial<JudgedLogin> = {}): JudgedLogin => ({
  id: 'e1',
  time: Date.UTC(2026, 10, 19, 23, 59),
  action: 'login',
  channel: 'sso',
  outcome: 'success',
  interactive: true,
  account: 'jane.roe@example.com',
  worker: { id: 'w1', provisional: false },
  place: place(),
  network: network('fixed'),
  claim: { homes: [austin], travel: [] },
  ...different,
});
const inAustin = { place: 'Austin, TX, US' };
const inToronto = { place: 'Toronto, ON, CA', km: 2199 };
const seen = (different: Partial<JudgedLogin>) => sightingOf(login(different), rule);

describe('what a login is explained by', () => {
  it.each<[string, Partial<JudgedLogin>, object]>([
    ['a fixed line at home', {}, { explanation: 'home', ...inAustin, km: 0 }],
    ['one abroad', { place: place(toronto) }, { explanation: 'elsewhere', ...inToronto }],
    [
      'one abroad on approved travel',
      {
        place: place(toronto),
        claim: { homes: [austin], travel: [{ country: 'CA', from: '2026-11-15', to: '2026-11-20' }] },
      },
      { explanation: 'travel', ...inToronto },
    ],
    [
      'one in the claimed country, far away',
      { place: place({ city: 'Reno', region: 'NV', latitude: 39.53, longitude: -119.81 }) },
      { explanation: 'elsewhere', place: 'Reno, NV, US', km: 2252 },
    ],
    [
      'one 200 km away',
      { place: place({ latitude: 32.07 }) },
      { explanation: 'unclear', ...inAustin, km: 200 },
    ],
    [
      'one known too vaguely',
      { place: place({ radiusKm: 500 }) },
      { explanation: 'unclear', ...inAustin, lacks: 'precision' },
    ],
    [
      'one abroad known vaguely',
      { place: place({ ...toronto, radiusKm: 500 }) },
      { explanation: 'elsewhere', ...inToronto },
    ],
    [
      'one in the claimed country of a claim without coordinates',
      { claim: { homes: [{ country: 'US' }], travel: [] } },
      { explanation: 'unclear', ...inAustin, lacks: 'coordinates' },
    ],
    ['one without a claim', { claim: undefined }, { explanation: 'unclear', ...inAustin, lacks: 'claim' }],
    ['an address without a place', { place: undefined }, { explanation: 'unclear', lacks: 'place' }],
    ['an unknown network', { network: undefined }, { explanation: 'unclear', ...inAustin, lacks: 'network' }],
    ['a hotel', { network: network('venue') }, { explanation: 'unclear', ...inAustin }],
    ['a telephone', { network: network('mobile') }, { explanation: 'mobile', ...inAustin }],
    ['an office', { network: network('corporate', 'vpn') }, { explanation: 'corporate' }],
    ['a relay', { network: network('hosting', 'relay') }, { explanation: 'relay' }],
    ['a data centre', { network: network('hosting') }, { explanation: 'vpn' }],
    [
      'a home line let out as a proxy, near the claim',
      { network: network('fixed', 'residential-proxy') },
      { explanation: 'vpn' },
    ],
    [
      'a VPN without a claim',
      { network: network('vpn'), claim: undefined },
      { explanation: 'vpn', lacks: 'claim' },
    ],
  ])('%s', (_, different, expected) => {
    expect(seen(different)).toEqual({ day: 20_776, ...expected });
  });

  it.each<[string, Partial<JudgedLogin>]>([
    ['failed', { outcome: 'failure' }],
    ['was renewed by a program', { interactive: false, action: 'refresh' }],
    ['is a second factor', { action: 'mfa' }],
  ])('nothing, when it %s', (_, different) => {
    expect(seen(different)).toBeUndefined();
  });
});
