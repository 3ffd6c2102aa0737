import { describe, expect, it } from 'vitest';
import { DAY } from '#kit';
import { november, sampleAlert } from '../../test/support/sample-alert.ts';
import { Scoring } from '../alerts/score.ts';
import { joinTruth, judge, reaches } from './outcome.ts';
import type { UserTruth } from './truth.ts';

const scoring = Scoring.parse({});
const worker = { id: 'w1' };
const geo = sampleAlert({ id: 'geo', time: november(3), weight: 0.6 });
const egress = sampleAlert({ id: 'egress', time: november(9), weight: 0.6, family: 'egress' });

describe('judge', () => {
  it('names the alert that lifted the case to each level', () => {
    const judged = judge(worker, [egress, geo], { ...scoring, halfLifeDays: 1000 });
    expect(judged).toMatchObject({
      severity: 'high',
      reached: { medium: november(3), high: november(9) },
    });
  });

  it('counts the worst that a case was, also when it has faded since', () => {
    const faint = sampleAlert({ id: 'late', time: november(29), weight: 0.1, severity: 'low' });
    expect(judge(worker, [geo, faint], scoring)).toMatchObject({
      severity: 'medium',
      final: 'low',
    });
  });

  it('takes an alert for known when it first fired', () => {
    const repeated = { ...geo, firstTime: november(2) };
    expect(judge(worker, [repeated], scoring).reached.medium).toBe(november(2));
  });

  it.each([{ status: 'superseded' as const }, { status: 'suppressed' as const }, { shadow: true as const }])(
    'passes over an alert with $status$shadow',
    (different) => {
      expect(judge(worker, [{ ...geo, ...different }], scoring)).toMatchObject({ reached: {}, alerts: [] });
    },
  );
});

describe('reaches', () => {
  it('holds what is worse as well', () => {
    expect(reaches({ severity: 'critical' }, 'high')).toBe(true);
    expect(reaches({ severity: 'medium' }, 'high')).toBe(false);
    expect(reaches({ severity: undefined }, 'medium')).toBe(false);
  });
});

describe('joinTruth', () => {
  const truth: UserTruth[] = [
    { worker_id: 'w1', label: 'malicious', scenario: 'S3', stealth: 0.5, hard_negatives: [] },
    { worker_id: 'w2', label: 'benign', scenario: null, stealth: null, hard_negatives: ['HN9'] },
  ];
  const judged = new Map([['w1', judge(worker, [geo], scoring)]]);

  it('gives everybody one outcome, with the days since their first login', () => {
    const outcomes = joinTruth('a', truth, judged, new Map([['w1', november(1)]]));
    expect(outcomes).toEqual([
      {
        ...{ seed: 'a', worker: 'w1', label: 'malicious', scenario: 'S3', stealth: 0.5 },
        ...{ hardNegatives: [], severity: 'medium', final: 'medium', days: { medium: 2 } },
      },
      {
        ...{ seed: 'a', worker: 'w2', label: 'benign', scenario: undefined, stealth: undefined },
        ...{ hardNegatives: ['HN9'], severity: undefined, final: undefined, days: {} },
      },
    ]);
  });

  it('knows no days without a login, and none below 0 where a clock is wrong', () => {
    expect(joinTruth('a', truth, judged, new Map())[0]!.days).toEqual({});
    expect(joinTruth('a', truth, judged, new Map([['w1', november(3) + DAY]]))[0]!.days).toEqual({
      medium: 0,
    });
  });
});
