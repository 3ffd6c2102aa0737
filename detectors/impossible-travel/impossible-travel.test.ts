import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#kit';
import { runStories } from '../../test/support/stories.ts';
import { Config } from './config.ts';
import { impossibleTravel } from './index.ts';
import { type End, journey, longestHours } from './journey.ts';

runStories(impossibleTravel, import.meta.dirname);

describe('a journey', () => {
  const config = Config.parse({});
  const end: fc.Arbitrary<End> = fc.record({
    time: fc.integer({ min: 0, max: 48 * HOUR }),
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    country: fc.constantFrom('US', 'CN'),
    radiusKm: fc.integer({ min: 0, max: 20_000 }),
  });
  const newYork: End = { time: 0, latitude: 40.71, longitude: -74.01, country: 'US', radiusKm: 50 };
  const losAngeles: End = { ...newYork, latitude: 34.05, longitude: -118.24 };

  it('is the same in both directions, and made of plain numbers', () => {
    fc.assert(
      fc.property(end, end, (a, b) => {
        const trip = journey(a, b, config);
        for (const value of [trip.km, trip.effectiveKm, trip.hours, trip.neededHours]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(value)).toBe(true);
        }
        const back = journey(b, a, config);
        expect(back.isTooFast).toBe(trip.isTooFast);
        expect(back.km).toBeCloseTo(trip.km, 6);
      }),
    );
  });

  it('is never too fast with more time or a wider radius, if it was not before', () => {
    fc.assert(
      fc.property(end, end, fc.integer({ min: 0, max: 5000 }), (a, b, more) => {
        const [first, last] = a.time <= b.time ? [a, b] : [b, a];
        if (journey(first, last, config).isTooFast) return;
        expect(journey(first, { ...last, time: last.time + more * MINUTE }, config).isTooFast).toBe(false);
        expect(journey(first, { ...last, radiusKm: last.radiusKm + more }, config).isTooFast).toBe(false);
      }),
    );
  });

  it('is never too fast beyond the hours for which a stop is kept', () => {
    const later = (longestHours(config) + config.clockSkewMinutes / 60) * HOUR;
    fc.assert(
      fc.property(end, end, (a, b) => {
        expect(journey(a, { ...b, time: a.time + later }, config).isTooFast).toBe(false);
      }),
    );
  });

  it('needs the flight, half an hour besides, and ten minutes of doubt about the clocks', () => {
    const { effectiveKm, neededHours } = journey(newYork, losAngeles, config);
    expect(effectiveKm).toBeCloseTo(3835.2, 1);
    expect(neededHours).toBeCloseTo(effectiveKm / 900 + 0.5, 9);
    const limit = neededHours * HOUR - 10 * MINUTE;
    expect(journey(newYork, { ...losAngeles, time: Math.ceil(limit) }, config).isTooFast).toBe(false);
    expect(journey(newYork, { ...losAngeles, time: Math.floor(limit) - 1 }, config).isTooFast).toBe(true);
  });

  it('crosses a border an hour and a half slower, and from 1,000 km on', () => {
    const abroad = { ...losAngeles, country: 'MX' };
    const domestic = journey(newYork, losAngeles, config);
    expect(journey(newYork, abroad, config).neededHours - domestic.neededHours).toBeCloseTo(1.5, 9);
    const near = (km: number, country: string) =>
      journey(
        { ...newYork, latitude: 0, longitude: 0, radiusKm: 0 },
        { ...newYork, latitude: km / 111.195, longitude: 0, radiusKm: 0, country },
        config,
      ).isTooFast;
    expect([near(501, 'US'), near(499, 'US')]).toEqual([true, false]);
    expect([near(1001, 'MX'), near(999, 'MX')]).toEqual([true, false]);
  });

  it('measures over the poles and the date line', () => {
    const at = (latitude: number, longitude: number): End => ({ ...newYork, latitude, longitude });
    expect(journey(at(89.9, 0), at(89.9, 180), config).km).toBeCloseTo(22.2, 1);
    expect(journey(at(0, 179.9), at(0, -179.9), config).km).toBeCloseTo(22.2, 1);
    expect(journey(at(90, 12), at(90, -70), config).isTooFast).toBe(false);
  });
});
