import { expect, it } from 'vitest';
import { november, sampleAlert } from '../../test/support/sample-alert.ts';
import type { SuppressionRow } from '../config/table.ts';
import { countSuppressed, matchSuppression } from './suppression.ts';

const CONCERN = ['CN', 'RU', 'KP'];
const worker = { id: 'w1', email: 'jane.roe@example.com', group: 'contractors' };
const row = (different: Partial<SuppressionRow> = {}): SuppressionRow => ({
  id: 'r1',
  line: 2,
  scope: 'everyone',
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
  matchSuppression(alert, worker, rows, CONCERN)?.line;

it('covers both of its days, by the time of the event', () => {
  for (const day of [1, 30]) {
    expect(hides({ ...inCanada, day: Math.floor(november(day) / 86_400_000) }, row())).toBe(2);
  }
  expect(hides(inCanada, row({ from: '2026-11-20' }))).toBeUndefined();
  expect(hides(inCanada, row({ to: '2026-11-18' }))).toBeUndefined();
});

it('reaches one worker, one group or everyone, and narrows to what it names', () => {
  expect(hides(inCanada, row({ scope: 'worker', worker: 'w1' }))).toBe(2);
  expect(hides(inCanada, row({ scope: 'worker', worker: 'Jane.Roe@example.com' }))).toBe(2);
  expect(hides(inCanada, row({ scope: 'worker', worker: 'w2' }))).toBeUndefined();
  expect(hides(inCanada, row({ scope: 'group', group: 'contractors' }))).toBe(2);
  expect(hides(inCanada, row({ scope: 'group', group: 'staff' }))).toBeUndefined();
  expect(hides(inCanada, row({ detector: 'example-detector', finding: 'elsewhere' }))).toBe(2);
  expect(hides(inCanada, row({ detector: 'impossible-travel' }))).toBeUndefined();
  expect(hides(inCanada, row({ finding: 'border' }))).toBeUndefined();
  expect(hides(inCanada, row({ country: 'CA' }))).toBe(2);
  expect(hides({ ...inCanada, family: 'egress' }, row({ country: 'CA' }))).toBe(2);
  expect(hides(inCanada, row({ country: 'MX' }))).toBeUndefined();
});

it('takes the first row that matches', () => {
  expect(hides(inCanada, row({ scope: 'worker', worker: 'w2' }), row({ line: 3 }), row({ line: 4 }))).toBe(3);
});

it('hides a country of concern only by naming worker and country', () => {
  const inChina = sampleAlert();
  expect(hides(inChina, row())).toBeUndefined();
  expect(hides(inChina, row({ scope: 'worker', worker: 'w1' }))).toBeUndefined();
  expect(hides(inChina, row({ country: 'CN' }))).toBeUndefined();
  expect(hides(inChina, row({ scope: 'group', group: 'contractors', country: 'CN' }))).toBeUndefined();
  expect(hides(inChina, row({ scope: 'worker', worker: 'w1', country: 'CN' }))).toBe(2);
});

it('sees a country of concern in either leg of the evidence', () => {
  const evidence = { from: { country: 'CN' }, to: { country: 'RU' } };
  const twoLegs = sampleAlert({ evidence, event: undefined });
  expect(hides(twoLegs, row({ scope: 'worker', worker: 'w1', country: 'CN' }))).toBeUndefined();
  expect(
    hides(sampleAlert({ evidence: { from: { country: 'RU' } }, event: undefined }), row()),
  ).toBeUndefined();
});

it('takes a claimed or approved country, another family and a bare exit for no contradiction', () => {
  const trip = { country: 'CN', from: '2026-11-18', to: '2026-11-20' };
  expect(hides(sampleAlert({ claim: { homes: [{ country: 'US' }], travel: [trip] } }), row())).toBe(2);
  expect(hides(sampleAlert({ family: 'egress' }), row())).toBe(2);
  const exit = sampleAlert({ evidence: {} });
  exit.event = { ...exit.event!, place: { ...exit.event!.place!, radiusKm: 20_000 } };
  expect(hides(exit, row())).toBe(2);
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
