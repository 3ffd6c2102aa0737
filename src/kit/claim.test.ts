import { expect, it } from 'vitest';
import { claimedAs } from './claim.ts';

it('says which part of a claim covers a country', () => {
  const claim = {
    homes: [{ country: 'US' }],
    travel: [{ country: 'CA', from: '2026-03-01', to: '2026-03-05' }],
  };
  expect(claimedAs(claim, 'US')).toBe('home');
  expect(claimedAs(claim, 'CA')).toBe('travel');
  expect(claimedAs(claim, 'CN')).toBeUndefined();
});
