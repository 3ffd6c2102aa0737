import { expect, it } from 'vitest';
import { november, sampleAlert } from '../../test/support/sample-alert.ts';
import { countSuppressed, matchSuppression, type SuppressionRow } from './suppression.ts';

const CONCERN = ['CN', 'RU', 'KP'];
const worker = { id: 'w1', group: 'contractors' };
const row = (different: Partial<SuppressionRow> = {}): SuppressionRow => ({
  id: 'r1',
  from: '2026-11-01',
  to: '2026-11-30',
  author: 'ines@example.com',
  reason: 'Conference in Toronto',
  ...different,
});
const inCanada = sampleAlert({
  event: {
    ...sampleAlert().event!,
    place: { ...sampleAlert().event!.place!, country: 'CA', region: 'ON', city: 'Toronto' },
  },
  evidence: { country: 'CA', city: 'Toronto' },
});
const hides = (alert: typeof inCanada, ...rows: SuppressionRow[]) =>
  matchSuppression(alert, worker, rows, CONCERN)?.id;

it('covers both of its days, by the time of the event', () => {
  for (const day of [1, 30]) {
    expect(hides({ ...inCanada, day: Math.floor(november(day) / 86_400_000) }, row())).toBe('r1');
  }
  expect(hides(inCanada, row({ from: '2026-11-20' }))).toBeUndefined();
  expect(hides(inCanada, row({ to: '2026-11-18' }))).toBeUndefined();
});

it('reaches one worker, one group or everyone, and narrows to what it names', () => {
  expect(hides(inCanada, row({ worker: 'w1' }))).toBe('r1');
  expect(hides(inCanada, row({ worker: 'w2' }))).toBeUndefined();
  expect(hides(inCanada, row({ group: 'contractors' }))).toBe('r1');
  expect(hides(inCanada, row({ group: 'staff' }))).toBeUndefined();
  expect(hides(inCanada, row({ detector: 'example-detector', finding: 'elsewhere' }))).toBe('r1');
  expect(hides(inCanada, row({ detector: 'impossible-travel' }))).toBeUndefined();
  expect(hides(inCanada, row({ finding: 'border' }))).toBeUndefined();
  expect(hides(inCanada, row({ country: 'CA' }))).toBe('r1');
  expect(hides(inCanada, row({ country: 'MX' }))).toBeUndefined();
});

it('takes the first row that matches', () => {
  expect(hides(inCanada, row({ id: 'no', worker: 'w2' }), row({ id: 'a' }), row({ id: 'b' }))).toBe('a');
});

it('hides a country of concern only by naming worker and country', () => {
  const inChina = sampleAlert();
  expect(hides(inChina, row())).toBeUndefined();
  expect(hides(inChina, row({ worker: 'w1' }))).toBeUndefined();
  expect(hides(inChina, row({ country: 'CN' }))).toBeUndefined();
  expect(hides(inChina, row({ group: 'contractors', country: 'CN' }))).toBeUndefined();
  expect(hides(inChina, row({ worker: 'w1', country: 'CN' }))).toBe('r1');
});

it('sees a country of concern in either leg of the evidence', () => {
  const evidence = { from: { country: 'CN' }, to: { country: 'RU' } };
  const twoLegs = sampleAlert({ evidence, event: undefined });
  expect(hides(twoLegs, row({ worker: 'w1', country: 'CN' }))).toBeUndefined();
  expect(
    hides(sampleAlert({ evidence: { from: { country: 'RU' } }, event: undefined }), row()),
  ).toBeUndefined();
});

it('takes a claimed or approved country, another family and a bare exit for no contradiction', () => {
  const trip = { country: 'CN', from: '2026-11-18', to: '2026-11-20' };
  expect(hides(sampleAlert({ claim: { homes: [{ country: 'US' }], travel: [trip] } }), row())).toBe('r1');
  expect(hides(sampleAlert({ family: 'egress' }), row())).toBe('r1');
  const exit = sampleAlert({ evidence: {} });
  exit.event = { ...exit.event!, place: { ...exit.event!.place!, radiusKm: 20_000 } };
  expect(hides(exit, row())).toBe('r1');
});

it('counts what each row hid', () => {
  const alerts = [
    sampleAlert({ status: 'suppressed', statusReason: 'r1' }),
    sampleAlert({ status: 'suppressed', statusReason: 'r1' }),
    sampleAlert({ status: 'superseded', statusReason: 'e9' }),
    sampleAlert(),
  ];
  expect([...countSuppressed(alerts)]).toEqual([['r1', 2]]);
});
