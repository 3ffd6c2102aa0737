import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value) / values.length;

test('a fork depends on seed and label, not on what was drawn before', () => {
  const first = createRandom('seed');
  const second = createRandom('seed');
  second.next();
  expect(first.fork('a').uuid()).toBe(second.fork('a').uuid());
  expect(first.fork('a').uuid()).not.toBe(first.fork('b').uuid());
  expect(createRandom('other').fork('a').uuid()).not.toBe(first.fork('a').uuid());
});

test('draws have the distribution that they are named after', () => {
  const random = createRandom('distribution');
  expect(mean(draws(20_000, () => random.next()))).toBeCloseTo(0.5, 1);
  const normal = draws(20_000, () => random.normal(9, 1.2));
  expect(mean(normal)).toBeCloseTo(9, 1);
  expect(Math.sqrt(mean(normal.map((value) => (value - 9) ** 2)))).toBeCloseTo(1.2, 1);
  expect(mean(draws(20_000, () => random.poisson(2)))).toBeCloseTo(2, 1);
  const heavy = draws(20_000, () => random.weighted([1, 3], (weight) => weight)).filter(
    (weight) => weight === 3,
  );
  expect(heavy.length / 20_000).toBeCloseTo(0.75, 1);
  expect(new Set(draws(1000, () => random.int(2, 4)))).toEqual(new Set([2, 3, 4]));
});

test('ids have their vendors’ shapes and do not repeat', () => {
  const random = createRandom('ids');
  const ids = draws(5000, () => random.uuid());
  expect(new Set(ids).size).toBe(5000);
  for (const id of ids.slice(0, 100)) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(random.token(22)).toMatch(/^[A-Za-z0-9]{22}$/);
  expect(random.hex(7)).toMatch(/^[0-9a-f]{7}$/);
});
