import { expect, it } from 'vitest';
import { claimedAs, kmToHome } from './claim.ts';

it('says which part of a claim covers a country', () => {
  const claim = {
    homes: [{ country: 'US' }],
    travel: [{ country: 'CA', from: '2026-03-01', to: '2026-03-05' }],
  };
  expect(claimedAs(claim, 'US')).toBe('home');
  expect(claimedAs(claim, 'CA')).toBe('travel');
  expect(claimedAs(claim, 'CN')).toBeUndefined();
});

it('measures to the nearest claimed home, and not at all where one cannot be measured to', () => {
  const dallas = { country: 'US', latitude: 32.78, longitude: -96.8 };
  const reno = { country: 'US', latitude: 39.53, longitude: -119.81 };
  const austin = { latitude: 30.27, longitude: -97.74 };
  expect(kmToHome({ homes: [reno, dallas], travel: [] }, austin)).toBeCloseTo(293, 0);
  expect(kmToHome({ homes: [dallas, { country: 'US' }], travel: [] }, austin)).toBeUndefined();
});
