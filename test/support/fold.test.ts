import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseStory } from '../../src/docs/story.ts';
import { DAY, defineDetector } from '../../src/kit/index.ts';
import { createFold } from './fold.ts';

/** Raises at every change of country what it changed from; takes it back at the third login. */
const changes = defineDetector({
  id: 'changes',
  version: 1,
  title: 'Changes',
  attack: ['T1078'],
  subject: 'worker',
  needs: ['place'],
  uses: [],
  retain: { days: 30 },
  Config: z.strictObject({}),
  State: z.object({ last: z.string().optional(), count: z.int().default(0), quietDays: z.int().default(0) }),
  findings: {
    changed: {
      family: 'geo',
      severity: 'low',
      weight: 0.1,
      Evidence: z.object({ from: z.string(), quietDays: z.int() }),
      summary: ({ from }) => `No longer in ${from}.`,
      benignIf: ['It moved.'],
      nextSteps: ['Ask.'],
    },
  },
  relevant: ({ event }) => (event.outcome === 'success' ? true : 'failed'),
  evaluate({ event, state: { last, count, quietDays }, finding, withdraw }) {
    const { country } = event.place;
    const raised =
      last && last !== country ? [finding('changed', { from: last, quietDays }, 'a-change')] : [];
    return {
      state: { last: country, count: count + 1, quietDays: 0 },
      findings: count === 2 ? [withdraw('changed', 'a-change')] : raised,
    };
  },
  tick: ({ state }) => ({ state: { ...state, quietDays: state.quietDays + 1 }, findings: [] }),
});

const logins = (events: string[]) =>
  parseStory(
    'a-story',
    `{ title: A, label: benign, events: [${events.map((event) => `{ ${event} }`).join(', ')}], expect: [] }`,
  ).events.map(({ login }) => login);

const fold = (events: ReturnType<typeof logins>) => {
  const folded = createFold(changes, {});
  for (const event of events) folded.deliver(event);
  return folded;
};

it('folds in event order whatever the order of arrival, and each event once', () => {
  const [first, second] = logins([
    'at: 2026-03-02T10:00:00Z, place: { country: US }',
    'at: 2026-03-02T11:00:00Z, place: { country: CA }',
  ]) as [ReturnType<typeof logins>[0], ReturnType<typeof logins>[0]];
  const inOrder = fold([first, second]).alerts();
  expect(inOrder).toMatchObject([{ finding: 'changed', evidence: { from: 'US' }, count: 1 }]);
  expect(fold([second, first, second]).alerts()).toEqual(inOrder);
});

it('takes back what is withdrawn, and counts what never was judged', () => {
  const folded = fold(
    logins([
      'at: 2026-03-02T10:00:00Z, place: { country: US }',
      'at: 2026-03-02T11:00:00Z, place: { country: CA }',
      'at: 2026-03-02T12:00:00Z',
      'at: 2026-03-02T13:00:00Z, place: { country: CA }, outcome: failure',
      'at: 2026-03-02T14:00:00Z, place: { country: CA }',
    ]),
  );
  expect(folded.alerts()).toEqual([]);
  expect(folded.entries().map(({ evaluation: { outcome } }) => outcome)).toEqual([
    'quiet',
    'fired',
    'not-evaluated',
    'ignored',
    'quiet',
  ]);
});

it('ticks once for each midnight between two events', () => {
  const [first, second] = logins([
    'at: 2026-03-02T10:00:00Z, place: { country: US }',
    'at: 2026-03-05T00:00:00Z, place: { country: CA }',
  ]) as [ReturnType<typeof logins>[0], ReturnType<typeof logins>[0]];
  expect(fold([first, second]).alerts()).toMatchObject([{ evidence: { quietDays: 3 } }]);
  expect(fold([first, { ...second, time: second.time - DAY - 1 }]).alerts()).toMatchObject([
    { evidence: { quietDays: 1 } },
  ]);
});
