import { expect, it } from 'vitest';
import { ciscoAsa } from './cisco-asa/index.ts';
import { detectSource, sourceOf } from './detect.ts';
import { ecs } from './ecs/index.ts';
import { okta } from './okta/index.ts';

const OKTA = { eventType: 'user.session.start', actor: {} };
const ECS = { '@timestamp': '2026-11-03T14:00:00Z', event: { category: ['authentication'] } };
const ASA = '%ASA-6-113039: Group <GP> User <jane.roe> IP <203.0.113.44> AnyConnect parent session started.';

it('names the source of a record, if it has one', () => {
  expect([OKTA, ASA, ECS].map((record) => sourceOf(record))).toEqual([okta, ciscoAsa, ecs]);
  for (const record of ['', 'hello', {}, { eventType: 'x' }, JSON.stringify(OKTA)]) {
    expect(sourceOf(record)).toBeUndefined();
  }
});

it('names it alike whoever is asked first', () => {
  for (const likely of [okta, ciscoAsa, ecs]) expect(sourceOf(ECS, likely)).toBe(ecs);
});

it('names the one source of a file, wherever unknown records stand', () => {
  expect(detectSource([OKTA])).toBe(okta);
  expect(detectSource(['# exported by hand', {}, '', ASA, 'cut off', ASA])).toBe(ciscoAsa);
});

it('names none for a mixture, or for nothing known', () => {
  expect(detectSource([OKTA, ASA])).toBeUndefined();
  expect(detectSource(['a', {}])).toBeUndefined();
  expect(detectSource([])).toBeUndefined();
});
