import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runStories } from '../../test/support/stories.ts';
import { Config } from './config.ts';
import { positionOf, type SeenLogin } from './event.ts';
import { neverAtHome } from './index.ts';

runStories(neverAtHome, import.meta.dirname);

describe('a position', () => {
  const config = Config.parse({});
  const KM_PER_DEGREE = 111.195;
  /** A login so many kilometres north of a claim on the equator. */
  const login = (km: number, radiusKm: number): SeenLogin => ({
    id: 'e1',
    time: 0,
    action: 'login',
    channel: 'sso',
    outcome: 'success',
    interactive: true,
    account: 'jane.roe@example.com',
    place: {
      country: 'US',
      latitude: km / KM_PER_DEGREE,
      longitude: 0,
      radiusKm,
      confidence: 1,
      source: 'city-db',
      date: '2026-03-01',
    },
    network: { type: 'fixed', source: 'asn-db', date: '2026-03-01' },
    claim: { homes: [{ country: 'US', latitude: 0, longitude: 0 }], travel: [] },
  });
  const where = (km: number, radiusKm = 50) => positionOf(login(km, radiusKm), config)?.where;

  it('is at home up to 150 km, and away beyond 300', () => {
    expect([149, 151, 299, 301].map((km) => where(km))).toEqual(['home', 'between', 'between', 'away']);
  });

  it('is not away while what the database leaves open reaches home', () => {
    expect([where(340, 200), where(360, 200)]).toEqual(['between', 'away']);
    const km = fc.integer({ min: 0, max: 9000 });
    fc.assert(
      fc.property(km, km, km, (distance, radius, more) => {
        if (where(distance, radius) === 'away') return;
        expect(where(distance, radius + more)).not.toBe('away');
      }),
    );
  });
});
