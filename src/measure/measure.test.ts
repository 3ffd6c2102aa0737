import { expect, it } from 'vitest';
import { measure, plansOf } from './measure.ts';

const OPTIONS = { seeds: 8, workers: 5, days: 1, live: 0, ablations: [], stealth: [0, 1] as const };

it('plays the stealths in turn, and leaves every fourth company honest', () => {
  const plans = plansOf(OPTIONS);
  expect(plans.map(({ scenarios }) => (scenarios.include.length > 0 ? scenarios.stealth : 'honest'))).toEqual(
    [0, 1, 0, 'honest', 1, 0, 1, 'honest'],
  );
  expect(new Set(plans.map(({ seed }) => seed)).size).toBe(8);
});

it('begins no step once it is told to stop', async () => {
  const stop = new AbortController();
  const steps: string[] = [];
  const measured = await measure(OPTIONS, {
    onStep({ doing }) {
      steps.push(doing);
      stop.abort();
    },
    signal: stop.signal,
  });
  expect(steps).toEqual(['simulating']);
  expect(measured.outcomes).toEqual([]);
});
