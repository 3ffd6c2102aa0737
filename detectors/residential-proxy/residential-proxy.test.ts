import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, type Network, type Place } from '#kit';
import { createFold } from '../../test/support/fold.ts';
import { runStories } from '../../test/support/stories.ts';
import { Config } from './config.ts';
import { isAtHome, isTravel, spotOf } from './egress.ts';
import { residentialProxy } from './index.ts';
import { weekOf } from './share.ts';
import { tagAge, tagWeight } from './tag.ts';

runStories(residentialProxy, import.meta.dirname);

const config = Config.parse({});
const START = Date.UTC(2026, 2, 2);
const place = (latitude: number, longitude: number): Place => ({
  country: 'US',
  region: 'TX',
  city: 'A rather long name of a town in the country',
  latitude,
  longitude,
  radiusKm: 50,
  confidence: 1,
  source: 'city-db',
  date: '2026-03-01',
});

describe('tags', () => {
  it('weigh in full for a week, then fall to nothing', () => {
    expect([0, 7, 8, 11, 14, 15, 99].map((age) => tagWeight(age, 7, 15))).toEqual([
      1, 1, 0.875, 0.5, 0.125, 0, 0,
    ]);
  });

  it('are as old as the last sight of the address, or else as the database', () => {
    const network = { type: 'vpn', source: 'asn-db', date: '2026-02-01' } as const;
    const seen = { kind: 'vpn', source: 'list', seen: '2026-03-01' } as const;
    expect(tagAge({ ...network, anonymiser: seen }, START)).toBe(1);
    expect(tagAge(network, START)).toBe(29);
    expect(tagAge({ ...network, anonymiser: { ...seen, seen: '2026-04-01' } }, START)).toBe(0);
  });
});

describe('journeys', () => {
  const austin = spotOf('198.51.100.1', 64520, place(30.27, -97.74));
  const boston = spotOf('203.0.113.1', 64521, place(42.36, -71.06));
  const inMinutes = (minutes: number) => isTravel(austin, START, boston, START + minutes * MINUTE, config);

  it('take the way between the two circles at full speed, half an hour, and the clocks’ error', () => {
    // 2,728 km less two radii of 50 km at 900 km/h is 2 h 55 min; with overhead and skew, 3 h 15 min.
    expect(inMinutes(194)).toBe(false);
    expect(inMinutes(197)).toBe(true);
  });

  it('are not needed inside one area, between one provider’s two families, or without a place', () => {
    const dallas = spotOf('203.0.113.1', 64521, place(32.78, -96.8));
    const sixth = spotOf('2001:db8::1', 64520, place(42.36, -71.06));
    const nowhere = spotOf('203.0.113.1', 64521, undefined);
    for (const there of [dallas, sixth, nowhere])
      expect(isTravel(austin, START, there, START, config)).toBe(true);
  });
});

describe('a home', () => {
  const isHome = (there: Place | undefined, home: object | undefined, type: Network['type'] = 'fixed') => {
    const claim = home && { homes: [{ country: 'US', ...home }], travel: [] };
    const network = { type, source: 'asn-db', date: '2026-03-01' };
    return isAtHome({ ...rotating(1, 0)[0]!, network, place: there, claim }, config);
  };
  const austin = { latitude: 30.27, longitude: -97.74 };

  it('reaches as far as the claim and the error of the place', () => {
    expect(isHome(place(31.7, -97.74), austin)).toBe(true);
    expect(isHome(place(32.2, -97.74), austin)).toBe(false);
  });

  it('is its country without coordinates or through a mobile network', () => {
    expect(isHome(place(42, -71), {})).toBe(true);
    expect(isHome(place(42, -71), { country: 'CA' })).toBe(false);
    expect(isHome(place(42, -71), austin, 'mobile')).toBe(true);
  });

  it('is contradicted by nothing where it is not known, and is never an exit or the company’s', () => {
    expect(isHome(place(42, -71), undefined)).toBe(true);
    expect(isHome(undefined, austin)).toBe(true);
    for (const type of ['hosting', 'vpn', 'corporate', 'relay'] as const) {
      expect(isHome(place(30.27, -97.74), austin, type)).toBe(false);
    }
  });
});

it('counts weeks from Monday to Sunday', () => {
  const monday = Date.UTC(2026, 2, 2);
  expect(weekOf(monday + 7 * DAY - 1)).toBe(weekOf(monday));
  expect(weekOf(monday - 1)).toBe(weekOf(monday) - 1);
});

/** Logins of a worker whose every login comes from elsewhere, `gap` ms apart. */
function rotating(count: number, gap: number) {
  return Array.from({ length: count }, (_, index) => ({
    id: `e${String(index).padStart(5, '0')}`,
    time: START + index * gap,
    action: 'login' as const,
    channel: 'sso' as const,
    outcome: 'success' as const,
    interactive: true,
    account: 'jane.roe@example.com',
    worker: { id: 'w-1', provisional: false },
    ip: index % 3 === 0 ? `2001:db8:${(0xf000 + (index % 4000)).toString(16)}::1` : `192.0.2.${index % 256}`,
    session: `00000000-0000-4000-8000-${String(index % 6).padStart(12, '0')}`,
    place: place(25 + ((index * 7) % 23), -120 + ((index * 13) % 47)),
    network: {
      type: index % 5 === 0 ? ('hosting' as const) : ('fixed' as const),
      asn: 4_200_000_000 + (index % 40),
      source: 'asn-db',
      date: '2026-03-01',
    },
  }));
}

it.each([
  ['every ten minutes', 10 * MINUTE],
  ['every two hours', 2 * HOUR],
])('keeps its state under 16 KB for a line that changes %s', (_, gap) => {
  const fold = createFold(residentialProxy, config);
  for (const login of rotating(600, gap)) fold.deliver(login);
  expect(Math.max(...fold.entries().map(({ state }) => state.length))).toBeLessThan(16 * 1024);
});

it('depends on nothing older than it says', () => {
  const past = fc.array(fc.nat({ max: 20 * 24 }), { minLength: 1, maxLength: 30 });
  const logins = rotating(120, 5 * HOUR).map((login) => ({ ...login, time: login.time + 70 * DAY }));
  const first = logins[0]!.time;
  const alerts = (before: ReturnType<typeof rotating>) => {
    const fold = createFold(residentialProxy, config);
    for (const login of [...before, ...logins]) fold.deliver(login);
    return fold.alerts().filter(({ time }) => time >= first);
  };
  const expected = alerts([]);
  expect(expected.length).toBeGreaterThan(0);
  fc.assert(
    fc.property(past, (hours) => {
      const older = rotating(hours.length, HOUR).map((login, index) => ({
        ...login,
        id: `p${index}`,
        time: START + hours[index]! * HOUR,
      }));
      expect(alerts(older)).toEqual(expected);
    }),
    { numRuns: 10 },
  );
});
