import { describe, expect, it } from 'vitest';
import { causeRows, figuresOf, hardNegativeRows, scenarioRows, severityCounts } from './figures.ts';
import type { Outcome } from './outcome.ts';
import { targetsOf } from './targets.ts';

let workers = 0;
const outcome = (different: Partial<Outcome>): Outcome => ({
  seed: 'a',
  worker: `w${++workers}`,
  label: 'benign',
  hardNegatives: [],
  days: {},
  ...different,
});
const fraud = (scenario: string, different: Partial<Outcome> = {}) =>
  outcome({ label: 'malicious', scenario, stealth: 0, ...different });

const outcomes = [
  fraud('S1', { severity: 'critical', days: { high: 1, medium: 1 } }),
  fraud('S10', { severity: 'medium', days: { medium: 5 } }),
  fraud('S2', { severity: 'low', stealth: 1 }),
  fraud('S2', { severity: 'high', days: { high: 4, medium: 3 }, final: 'medium' }),
  fraud('S8', { severity: 'high', days: { high: 2, medium: 2 } }),
  fraud('S13'),
  outcome({ severity: 'high', cause: 'geoip-error', findings: ['a/x'], hardNegatives: ['HN7'] }),
  outcome({ severity: 'medium', cause: 'geoip-error', findings: ['b/y', 'a/x'] }),
  outcome({ severity: 'low', hardNegatives: ['HN11'] }),
  outcome({}),
  outcome({ label: 'policy_violation', severity: 'high', hardNegatives: ['HN7', 'HN2'] }),
];

describe('figuresOf', () => {
  const { workers: counted, levels } = figuresOf(outcomes, 15);

  it('keeps blind spots and policy violations out of every figure', () => {
    expect(counted).toEqual({ benign: 4, malicious: 4, blindSpots: 2, policyViolations: 1 });
    expect(levels.high.recall).toMatchObject({ hits: 2, of: 4 });
    expect(levels.medium.recall).toMatchObject({ hits: 3, of: 4 });
    expect([levels.high.recallAtEnd.hits, levels.medium.recallAtEnd.hits]).toEqual([0, 1]);
    expect(levels.high.precision).toMatchObject({ hits: 2, of: 3 });
    expect(levels.medium.precision).toMatchObject({ hits: 3, of: 5 });
    expect(levels.medium.f1.value).toBeCloseTo((2 * 0.6 * 0.75) / (0.6 + 0.75), 12);
  });

  it('gives false alarms per 1,000 workers and 30 days', () => {
    expect(levels.high.falseAlarms).toMatchObject({ workers: 1, perThousand: 500 });
    expect(levels.medium.falseAlarms).toMatchObject({ workers: 2, perThousand: 1000 });
    expect(levels.high.falseAlarmsOrdinary).toMatchObject({ workers: 0, perThousand: 0 });
  });

  it('foretells precision from recall and the share of honest workers alarmed', () => {
    expect(levels.high.ppv).toEqual([
      { prevalence: 0.0005, value: expect.closeTo((0.5 * 0.0005) / (0.5 * 0.0005 + 0.25 * 0.9995), 12) },
      { prevalence: 0.001, value: expect.closeTo((0.5 * 0.001) / (0.5 * 0.001 + 0.25 * 0.999), 12) },
      { prevalence: 0.005, value: expect.closeTo((0.5 * 0.005) / (0.5 * 0.005 + 0.25 * 0.995), 12) },
    ]);
  });

  it('takes days to detection over the frauds found', () => {
    expect(levels.medium.days.median).toBe(3);
    expect(levels.high.days.median).toBe(2.5);
  });
});

it('lists scenarios by number, each with its stealths', () => {
  const rows = scenarioRows(outcomes);
  expect(rows.filter(({ stealth }) => stealth === undefined).map(({ scenario }) => scenario)).toEqual([
    'S1',
    'S2',
    'S8',
    'S10',
    'S13',
  ]);
  const second = rows.filter(({ scenario }) => scenario === 'S2');
  expect(second.map(({ stealth, found }) => [stealth, found.high.hits, found.high.of])).toEqual([
    [undefined, 1, 2],
    [0, 1, 1],
    [1, 0, 1],
  ]);
});

it('counts innocent look-alikes above Low, and only them', () => {
  expect(hardNegativeRows(outcomes)).toEqual([
    { id: 'HN2', workers: 1, worst: undefined, violations: 0, policyViolations: 1 },
    { id: 'HN7', workers: 2, worst: 'high', violations: 1, policyViolations: 1 },
    { id: 'HN11', workers: 1, worst: 'low', violations: 0, policyViolations: 0 },
  ]);
});

it('sums false alarms by cause', () => {
  expect(causeRows(outcomes)).toEqual([
    { cause: 'geoip-error', findings: ['a/x', 'b/y'], workers: { high: 1, medium: 2 } },
  ]);
});

it('counts workers by severity', () => {
  expect(severityCounts(outcomes.slice(0, 6))).toEqual({ none: 1, low: 1, medium: 1, high: 2, critical: 1 });
});

describe('targetsOf', () => {
  const targets = targetsOf(outcomes, figuresOf(outcomes, 30), undefined);
  const met = (what: string) => targets.find((target) => target.what.startsWith(what))?.met;

  it('says which were met', () => {
    expect(met('recall of S1,')).toBe(true);
    expect(met('median days')).toBe(true);
    expect(met('recall, High')).toBe(false);
    expect(met('innocent look-alikes')).toBe(false);
  });

  it('holds a figure that nothing was counted for as missed', () => {
    expect(met('recall of S15')).toBe(false);
  });
});
