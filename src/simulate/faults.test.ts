import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../kit/time.ts';
import { createFaults, noFaults } from './faults.ts';
import { createRandom } from './random.ts';

const from = 20_000;
const create = (seed: string) => createFaults(['okta', 'cisco-asa'], from, 30, createRandom(seed));

test('lateness follows its quantiles and ends at three days', () => {
  const faults = create('late');
  const sorted = Array.from({ length: 50_000 }, () => faults.lateness()).sort((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.floor(share * sorted.length)]!;
  expect(quantile(0.5) / (30 * SECOND)).toBeCloseTo(1, 0);
  expect(quantile(0.95) / (10 * MINUTE)).toBeCloseTo(1, 0);
  expect(quantile(0.99) / (2 * HOUR)).toBeCloseTo(1, 0);
  expect(sorted.at(-1)).toBeLessThanOrEqual(72 * HOUR);
  expect(sorted.at(-1)).toBeGreaterThan(24 * HOUR);
  expect(sorted[0]).toBeGreaterThanOrEqual(SECOND);
});

test('each source is down once in a month, for two to eight hours', () => {
  const faults = create('gaps');
  for (const source of ['okta', 'cisco-asa']) {
    const minutes = Array.from({ length: 31 * 24 * 60 }, (_, i) => from * DAY + i * MINUTE);
    const down = minutes.filter((time) => faults.lost(source, time)).length;
    expect(down).toBeGreaterThanOrEqual(119);
    expect(down).toBeLessThanOrEqual(481);
  }
});

test('about one record in a hundred comes twice', () => {
  const faults = create('copies');
  const copies = Object.groupBy(
    Array.from({ length: 50_000 }, () => faults.copies()),
    (copy) => copy,
  );
  expect(copies.twice!.length / 50_000).toBeCloseTo(0.01, 2);
  expect(copies['twice-with-new-id']!.length).toBeGreaterThan(50);
});

test('without faults nothing is late, doubled, lost or left out', () => {
  expect(noFaults.lateness()).toBe(0);
  expect(noFaults.copies()).toBe('once');
  expect(noFaults.lost('okta', from * DAY)).toBe(false);
  expect(Object.values(noFaults.omissions())).toEqual([false, false, false]);
});
