import { expect, it } from 'vitest';
import { kmBetween, pointOf } from './sphere.ts';

it('measures across the antimeridian and the poles', () => {
  expect(kmBetween({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(
    111.195,
    2,
  );
  expect(kmBetween({ latitude: 90, longitude: 0 }, { latitude: 90, longitude: 137 })).toBeCloseTo(0, 6);
  expect(kmBetween({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 })).toBeCloseTo(
    20015.115,
    2,
  );
});

it('has a point only where both coordinates are known', () => {
  expect(pointOf({ latitude: 0, longitude: 0 })).toEqual({ latitude: 0, longitude: 0 });
  expect(pointOf({ latitude: 12 })).toBeUndefined();
});
