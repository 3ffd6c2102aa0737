import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEVERITIES } from '#kit';
import { november, sampleAlert } from '../../test/support/sample-alert.ts';
import type { StoredAlert } from './alert.ts';
import { Scoring, scoreAlerts } from './score.ts';

const scoring = Scoring.parse({});
const score = (...alerts: Partial<StoredAlert>[]) => scoreOf({}, ...alerts);
const scoreOf = (worker: { startDate?: string }, ...alerts: Partial<StoredAlert>[]) =>
  scoreAlerts(
    alerts.map((alert, index) => sampleAlert({ id: `a${index}`, ...alert })),
    worker,
    scoring,
  );

it('multiplies what each family leaves, counting only the largest of a family', () => {
  const { score: total, contributions } = score(
    { family: 'geo', weight: 0.5 },
    { family: 'geo', weight: 0.3 },
    { family: 'egress', weight: 0.6, confidence: 0.5 },
  );
  expect(total).toBeCloseTo(1 - 0.5 * 0.7, 12);
  expect(contributions.map(({ family, alertId }) => [family, alertId])).toEqual([
    ['geo', 'a0'],
    ['egress', 'a2'],
  ]);
});

it('halves what is a half-life older than the newest', () => {
  const { contributions } = score(
    { family: 'geo', weight: 0.8, time: november(5) },
    { family: 'egress', weight: 0.3, time: november(19) },
  );
  expect(contributions.map(({ value }) => value)).toEqual([0.4, 0.3]);
});

it('weighs the alerts of the first 90 days more, and never as certain', () => {
  const started = (startDate: string, weight: number) => scoreOf({ startDate }, { weight }).score;
  expect(started('2026-11-01', 0.5)).toBeCloseTo(0.6, 12);
  expect(started('2026-08-22', 0.5)).toBeCloseTo(0.6, 12);
  expect(started('2026-08-21', 0.5)).toBe(0.5);
  expect(started('2026-11-01', 0.95)).toBeCloseTo(0.97, 12);
});

it('keeps one family at Medium, however heavy, and asks High for two', () => {
  expect(score({ weight: 0.97 }).severity).toBe('medium');
  expect(score({ weight: 0.6 }, { family: 'egress', weight: 0.3 }).severity).toBe('medium');
  expect(score({ weight: 0.6 }, { family: 'egress', weight: 0.45 }).severity).toBe('high');
  expect(score({ weight: 0.97 }, { family: 'egress', weight: 0.05 }).severity).toBe('medium');
  expect(score({ weight: 0.5 }).severity).toBe('medium');
  expect(score({ weight: 0.49 }).severity).toBe('low');
});

it('is never below a deterministic alert, and critical only by a critical one', () => {
  const certain = { deterministic: true, weight: 0.1 };
  expect(score({ ...certain, severity: 'high' }).severity).toBe('high');
  expect(score({ ...certain, severity: 'critical' }).severity).toBe('critical');
  expect(score({ ...certain, severity: 'low' }).severity).toBe('low');
  expect(score({ severity: 'critical', weight: 0.97 }, { family: 'egress', weight: 0.9 }).severity).toBe(
    'high',
  );
});

it('scores nothing without an open alert', () => {
  expect(score({ status: 'suppressed' }, { status: 'superseded' })).toEqual({
    score: 0,
    severity: 'low',
    contributions: [],
  });
});

const anyAlert = fc.record({
  family: fc.constantFrom('geo', 'egress', 'share', 'device', 'time', 'account', 'roster'),
  severity: fc.constantFrom(...SEVERITIES),
  weight: fc.double({ min: 0, max: 1, noNaN: true }),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  deterministic: fc.boolean(),
  day: fc.integer({ min: 1, max: 20 }),
  status: fc.constantFrom('open', 'suppressed', 'superseded'),
});
const anyAlerts = fc
  .array(anyAlert, { maxLength: 12 })
  .map((rows) =>
    rows.map(({ day, ...alert }, index) => sampleAlert({ ...alert, id: `a${index}`, time: november(day) })),
  );
const shuffledAlerts = anyAlerts.chain((alerts) =>
  fc.tuple(fc.constant(alerts), fc.shuffledSubarray(alerts, { minLength: alerts.length })),
);

it('does not depend on the order of alerts, nor on those that do not count', () => {
  fc.assert(
    fc.property(shuffledAlerts, ([alerts, shuffled]) => {
      const expected = scoreAlerts(alerts, {}, scoring);
      expect(scoreAlerts(shuffled, {}, scoring)).toEqual(expected);
      const open = alerts.filter(({ status }) => status === 'open');
      expect(scoreAlerts(open, {}, scoring)).toEqual(expected);
    }),
  );
});

it('never falls when an alert of the same instant or an earlier one joins', () => {
  fc.assert(
    fc.property(anyAlerts, anyAlert, (alerts, { day: _, ...more }) => {
      const open = alerts.filter(({ status }) => status === 'open');
      const newest = Math.max(november(1), ...open.map(({ time }) => time));
      const before = scoreAlerts(open, {}, scoring);
      const after = scoreAlerts(
        [...open, sampleAlert({ ...more, id: 'more', status: 'open', time: newest })],
        {},
        scoring,
      );
      if (open.length === 0) return;
      expect(after.score).toBeGreaterThanOrEqual(before.score);
      expect(SEVERITIES.indexOf(after.severity)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(before.severity));
    }),
  );
});
