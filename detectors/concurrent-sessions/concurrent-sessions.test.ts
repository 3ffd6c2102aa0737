import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '#kit';
import { runStories } from '../../test/support/stories.ts';
import { Config } from './config.ts';
import { concurrentSessions } from './index.ts';
import { addAction, isApart, overlapMinutes, type Run } from './run.ts';

runStories(concurrentSessions, import.meta.dirname);

const config = Config.parse({});
const run = (own: Partial<Run>): Run => ({
  from: 0,
  to: 0,
  actions: 1,
  device: 'laptop-1',
  ip: '192.0.2.10',
  isV6: false,
  asn: 64496,
  country: 'US',
  latitude: 30.27,
  longitude: -97.74,
  radiusKm: 50,
  confidence: 1,
  isDoubtful: false,
  isForeign: false,
  database: 'city-db',
  databaseDate: '2026-03-01',
  ...own,
});

describe('a run of actions', () => {
  it('reaches from the first to the last, and ends where nobody acts for two hours', () => {
    const at = (minutes: number) => run({ from: minutes * MINUTE, to: minutes * MINUTE });
    const ends = (...minutes: number[]) =>
      minutes
        .map(at)
        .reduce<Run[]>((runs, action) => addAction(runs, action, config).runs, [])
        .map(({ from, to }) => [from / MINUTE, to / MINUTE]);
    expect(ends(0, 60, 180)).toEqual([[0, 180]]);
    expect(ends(0, 60, 181)).toEqual([
      [0, 60],
      [181, 181],
    ]);
  });

  it('overlaps another for as long as both last, whichever is asked', () => {
    const span = fc
      .tuple(fc.nat({ max: 500 }), fc.nat({ max: 500 }))
      .map(([from, length]) => run({ from: from * MINUTE, to: (from + length) * MINUTE }));
    fc.assert(
      fc.property(span, span, (a, b) => {
        const minutes = overlapMinutes(a, b);
        expect(minutes).toBe(overlapMinutes(b, a));
        expect(minutes).toBeGreaterThanOrEqual(0);
        expect(minutes).toBeLessThanOrEqual(Math.min(a.to - a.from, b.to - b.from) / MINUTE);
      }),
    );
  });
});

it('takes two devices for apart from 500 km beyond both radii, or 100 km with two systems', () => {
  // A degree of latitude is 111.2 km.
  const apart = (km: number, own: Partial<Run>) =>
    isApart(
      run({ os: 'windows' }),
      run({ device: 'laptop-2', ip: '192.0.2.99', latitude: 30.27 + (km + 100) / 111.195, ...own }),
      config,
    );
  expect([apart(499, { os: 'windows' }), apart(501, { os: 'windows' })]).toEqual([false, true]);
  expect([apart(99, { os: 'macos' }), apart(101, { os: 'macos' })]).toEqual([false, true]);
  expect(apart(5000, { device: 'laptop-1' })).toBe(false);
});
