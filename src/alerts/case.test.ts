import { expect, it } from 'vitest';
import { exampleDetector } from '../../test/support/example-detector.ts';
import { november, sampleAlert } from '../../test/support/sample-alert.ts';
import type { StoredAlert } from './alert.ts';
import { buildCase, type HumanPart, ordinalForNewAlert } from './case.ts';
import { Scoring } from './score.ts';

const scoring = Scoring.parse({});
const build = (alerts: StoredAlert[], human?: HumanPart) =>
  buildCase({ id: 'w1' }, 1, alerts, { detectors: [exampleDetector], scoring, human });

const early = sampleAlert({ id: 'a0', firstTime: november(1), time: november(2) });
const late = sampleAlert({ id: 'a9', family: 'egress', severity: 'low', weight: 0.3 });

it('holds the open alerts of a worker in their order, whatever the order given', () => {
  const result = build([late, early]);
  expect(result).toEqual(build([early, late]));
  expect(result).toMatchObject({
    worker: 'w1',
    ordinal: 1,
    families: ['geo', 'egress'],
    alertIds: ['a0', 'a9'],
    firstAlertAt: november(1),
    lastAlertAt: november(19),
    status: 'open',
  });
  expect(result?.id).not.toBe(buildCase({ id: 'w1' }, 2, [early], { detectors: [], scoring })?.id);
});

it('says what contradicts what, by its strongest alert, and asks what could explain it', () => {
  const result = build([late, early])!;
  expect(result.sentence).toBe('Logged in from Shenyang, CN. The claim is Austin, TX, US.');
  expect(result.question).toBe(
    'Can anything place the worker in Shenyang, LN, CN on 2026-11-02: a trip, a move, a roaming phone? ' +
      'Which VPN, proxy or work network does the worker use, and is it approved?',
  );
});

it('still speaks of an alert whose detector is gone or has changed its evidence', () => {
  expect(build([sampleAlert({ detector: 'gone', claim: undefined })])?.sentence).toBe('gone: elsewhere.');
  expect(build([sampleAlert({ evidence: { was: 1 }, claim: undefined })])?.sentence).toBe(
    'example-detector: elsewhere.',
  );
});

it('is no case while everything is suppressed', () => {
  expect(build([])).toBeUndefined();
  expect(build([sampleAlert({ status: 'suppressed' })])).toBeUndefined();
});

it('is withdrawn when all is superseded and nobody touched it', () => {
  const gone = sampleAlert({ status: 'superseded' });
  expect(build([gone])).toMatchObject({ status: 'withdrawn', score: 0, alertIds: ['a1'], families: [] });
  expect(build([gone, early])).toMatchObject({ status: 'open', alertIds: ['a0'] });
});

it('keeps what people decided', () => {
  const gone = sampleAlert({ status: 'superseded' });
  expect(build([gone], { status: 'waiting', assignee: 'ines' })).toMatchObject({
    status: 'waiting',
    assignee: 'ines',
  });
  const closed: HumanPart = { status: 'closed', verdict: 'false-positive', reason: 'A lab network.' };
  expect(build([early], closed)).toMatchObject(closed);
});

it('gives a new alert to the latest case, or to the next once that is closed', () => {
  expect(ordinalForNewAlert(undefined)).toBe(1);
  expect(ordinalForNewAlert({ ordinal: 2, status: 'withdrawn' })).toBe(2);
  expect(ordinalForNewAlert({ ordinal: 2, status: 'closed' })).toBe(3);
});
