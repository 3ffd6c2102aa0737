import { describe, expect, it } from 'vitest';
import { sampleAlert } from '../../test/support/sample-alert.ts';
import { contradictingPlace } from './contradiction.ts';

const sample = sampleAlert();
const austin = { country: 'US', region: 'TX', city: 'Austin', radiusKm: 50 };
const newark = { country: 'US', region: 'NJ', city: 'Newark', radiusKm: 50 };
const dandong = { country: 'CN', region: 'LN', city: 'Dandong', radiusKm: 50 };
const anywhere = { country: 'KP', radiusKm: 20_000 };
const found = (place: typeof austin | typeof anywhere, evidence: unknown) => {
  const event = {
    ...sample.event!,
    place: { ...sample.event!.place!, region: undefined, city: undefined, ...place },
  };
  return contradictingPlace({ ...sample, claim: { homes: [austin], travel: [] }, event, evidence });
};

describe('the place that the claim has to answer for', () => {
  it('is the foreign leg of a slip, even where the last event was at home', () => {
    expect(found(austin, { home: austin, foreign: dandong })).toEqual(dandong);
    expect(found(newark, { legs: [newark, dandong] })).toEqual(dandong);
  });

  it('is the last event’s where that contradicts the claim itself', () => {
    expect(found(dandong, { from: { ...dandong, city: 'Shenyang' } })).toMatchObject({ city: 'Dandong' });
  });

  it('is another region where no country contradicts the claim', () => {
    expect(found(austin, { from: newark, to: austin })).toEqual(newark);
  });

  it('is never told by an exit that stands anywhere', () => {
    expect(found(austin, { login: anywhere })).toMatchObject({ city: 'Austin' });
  });

  it('is the last event’s where nothing contradicts the claim, and nowhere without an event', () => {
    expect(found(austin, { days: 3, hosts: null, legs: [] })).toMatchObject({ city: 'Austin' });
    expect(contradictingPlace({ ...sample, event: undefined, evidence: undefined })).toBeUndefined();
  });
});
