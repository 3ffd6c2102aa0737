import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { f1, ppv, quantile, wilson } from './statistics.ts';

describe('wilson', () => {
  it.each([
    [8, 10, 0.4902, 0.9433],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [81, 263, 0.2553, 0.3662],
  ])('gives the published interval of %i of %i', (hits, of, low, high) => {
    const share = wilson(hits, of);
    expect(share.low).toBeCloseTo(low, 3);
    expect(share.high).toBeCloseTo(high, 3);
  });

  it('says nothing about nothing', () => {
    expect(wilson(0, 0)).toEqual({ hits: 0, of: 0, value: undefined, low: undefined, high: undefined });
  });

  it('holds the share itself and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (hits, misses) => {
        fc.pre(hits + misses > 0);
        const { value, low, high } = wilson(hits, hits + misses);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(value! + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value! - 1e-12);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('f1', () => {
  it('is the harmonic mean of precision and recall', () => {
    const [precision, recall] = [8 / 10, 8 / 12];
    const { value, low, high } = f1(8, 2, 4);
    expect(value).toBeCloseTo((2 * precision * recall) / (precision + recall), 12);
    expect(low).toBeLessThan(value!);
    expect(high).toBeGreaterThan(value!);
  });

  it('is 0 when nobody is found', () => {
    expect(f1(0, 3, 5).value).toBe(0);
  });
});

describe('ppv', () => {
  it('matches the worked example: recall 0.7 at 0.1 % needs f ≤ 0.0016 for 0.3', () => {
    expect(ppv(0.7, 0.0016, 0.001)).toBeCloseTo(0.3046, 3);
    expect(ppv(0.7, 0.002, 0.001)).toBeLessThan(0.3);
  });

  it('is certain without false alarms and unknown without alarms', () => {
    expect(ppv(0.5, 0, 0.001)).toBe(1);
    expect(ppv(0, 0, 0.001)).toBeUndefined();
  });
});

describe('quantile', () => {
  it('takes the middle, whatever the order', () => {
    expect(quantile([9, 1, 5], 0.5)).toBe(5);
    expect(quantile([4, 1, 2, 3], 0.5)).toBe(2.5);
  });

  it('goes between neighbours in proportion', () => {
    expect(quantile([0, 10, 20, 30, 40], 0.95)).toBeCloseTo(38, 12);
    expect(quantile([], 0.5)).toBeUndefined();
  });
});
