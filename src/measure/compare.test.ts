import { expect, it } from 'vitest';
import { compareReports } from './compare.ts';
import type { MeasureOptions } from './measure.ts';
import type { Outcome } from './outcome.ts';
import { reportOf, SavedReport } from './report.ts';

const OPTIONS: MeasureOptions = { seeds: 1, workers: 2, days: 30, stealth: [0], live: 0, ablations: [] };
const fraud: Outcome = {
  ...{ seed: 'a', worker: 'w1', label: 'malicious', scenario: 'S1', stealth: 0, hardNegatives: [] },
  ...{ severity: 'high', days: { high: 1, medium: 1 } },
};
const honest: Outcome = { seed: 'a', worker: 'w2', label: 'benign', hardNegatives: [], days: {} };
const report = (outcomes: Outcome[], options = OPTIONS) =>
  reportOf(options, { records: 1, outcomes, ablated: {}, stability: undefined });

it('finds nothing between a run and itself, saved and read again', () => {
  const one = report([fraud, honest]);
  const saved = SavedReport.parse(JSON.stringify(one));
  expect(compareReports(saved, one)).toEqual({ sameTraffic: true, changes: [], workers: [] });
});

it('names the figures and the workers that changed', () => {
  const alarmed: Outcome = { ...honest, severity: 'medium', cause: 'geoip-error' };
  const missed: Outcome = { ...fraud, severity: 'low', days: {} };
  const { changes, workers } = compareReports(report([fraud, honest]), report([missed, alarmed]));
  expect(changes).toContainEqual({ what: 'recall of S1, high', before: 1, after: 0 });
  expect(workers).toEqual([
    { seed: 'a', worker: 'w1', who: 'S1', before: 'high', after: 'low' },
    { seed: 'a', worker: 'w2', who: 'geoip-error', before: 'none', after: 'medium' },
  ]);
});

it('compares no workers of other companies', () => {
  const other = report([{ ...fraud, severity: 'low' }], { ...OPTIONS, workers: 3 });
  expect(compareReports(report([fraud]), other)).toMatchObject({ sameTraffic: false, workers: [] });
});

it.each(['', '{', '[]', '{"options":{}}'])('refuses %j as a saved report', (text) => {
  expect(SavedReport.safeParse(text).success).toBe(false);
});
