import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStories, type Story } from '../../src/docs/story.ts';
import { type AnyWorkerDetector, DAY, dayText, type JudgedLogin } from '../../src/kit/index.ts';
import { describeDefinition } from '../conformance/detector.ts';
import { createFold, type FoldedAlert } from './fold.ts';
import { prejudgingWord } from './words.ts';

/** Bytes of JSON that one worker's state may take: it is loaded and saved with every batch of events. */
const STATE_LIMIT = 16 * 1024;
const SUMMARY_LIMIT = 160;
/** Up to this many events every order of arrival is tried (120 of them), above it a random sample. */
const ALL_ORDERS_UP_TO = 5;

/**
 * Runs every story in a detector's folder, and with each whatever must hold of any detector: the whole test of a
 * detector is `runStories(detector, import.meta.dirname)` and the tests of its own arithmetic.
 */
export function runStories(detector: AnyWorkerDetector, folder: string): void {
  const stories = readStories(folder);
  describeDefinition(detector);
  describe('stories', () => {
    for (const story of stories) describe(story.name, () => describeStory(detector, story));
    it('are told once, cover every finding, and one of them is silent', () => {
      const titles = stories.map(({ title }) => title);
      expect(titles).toEqual([...new Set(titles)]);
      const raised = new Set(stories.flatMap(({ events }) => events.flatMap((event) => event.expect)));
      expect([...raised].sort()).toEqual(Object.keys(detector.findings).sort());
      expect(stories.some((story) => story.expect.length === 0)).toBe(true);
    });
  });
}

function describeStory(detector: AnyWorkerDetector, story: Story): void {
  const config = detector.Config.parse(story.config);
  const logins = story.events.map(({ login }) => login);
  const run = (events: readonly JudgedLogin[]) => {
    const fold = createFold(detector, config);
    for (const event of events) fold.deliver(event);
    return fold;
  };

  it('raises what it says, where it says', () => {
    const fold = run(logins);
    const raised = new Map(
      fold
        .entries()
        .map(({ event, evaluation }) => [
          event.id,
          evaluation.findings.filter(({ kind }) => kind === 'raise').map(({ id }) => id),
        ]),
    );
    expect(logins.map(({ id }) => ({ id, raised: raised.get(id) }))).toEqual(
      story.events.map((event) => ({ id: event.login.id, raised: event.expect })),
    );
    expect(fold.alerts().map((alert) => shown(detector, alert))).toMatchObject(story.expect);
  });

  it('gives evidence that fits its schema, in words that judge nobody', () => {
    for (const { evaluation } of run(logins).entries()) {
      for (const finding of evaluation.findings) {
        const spec = detector.findings[finding.id];
        if (!spec) throw new Error(`finding '${finding.id}' is not defined`);
        expect(finding.key).not.toBe('');
        if (finding.kind === 'withdraw') continue;
        expect(finding.confidence).toBeGreaterThan(0);
        expect(finding.confidence).toBeLessThanOrEqual(1);
        const summary = spec.summary(spec.Evidence.parse(finding.evidence));
        expect(summary.length).toBeGreaterThan(0);
        expect(summary.length, summary).toBeLessThan(SUMMARY_LIMIT);
        expect(prejudgingWord(summary), summary).toBeUndefined();
        expect(summary).not.toMatch(/undefined|NaN|null|\[object/);
      }
    }
  });

  it('does not depend on the order of arrival, or on how often an event arrives', () => {
    const expected = run(logins).alerts();
    expect(run([...logins, ...logins]).alerts()).toEqual(expected);
    expect(run(logins.flatMap((login) => [login, login])).alerts()).toEqual(expected);
    if (logins.length <= ALL_ORDERS_UP_TO) {
      for (const order of permutations(logins)) expect(run(order).alerts()).toEqual(expected);
    } else {
      const orders = fc.shuffledSubarray(logins, { minLength: logins.length });
      fc.assert(
        fc.property(orders, (order) => {
          expect(run(order).alerts()).toEqual(expected);
        }),
        { numRuns: 30 },
      );
    }
  });

  it('keeps a small state, and forgets what is older than it says', () => {
    const fold = run(logins);
    for (const { state } of fold.entries()) expect(state.length).toBeLessThan(STATE_LIMIT);
    const times = logins.map(({ time }) => time);
    const span = Math.ceil((Math.max(...times) - Math.min(...times)) / DAY);
    const ago = (span + detector.retain.days + 1) * DAY;
    const past = logins.map((login) => ({ ...login, id: `past-${login.id}`, time: login.time - ago }));
    const start = Math.min(...times);
    const firedSince = (events: readonly JudgedLogin[]) =>
      run(events)
        .entries()
        .flatMap(({ fired }) => fired.filter(({ time }) => time >= start));
    expect(firedSince([...past, ...logins])).toEqual(firedSince(logins));
  });

  it('neither fires without a fact it needs nor fails without one it can do without', () => {
    for (const need of detector.needs) {
      const entries = run(logins.map((login) => ({ ...login, [need]: undefined }))).entries();
      expect(entries.map(({ evaluation }) => evaluation)).toEqual(
        entries.map(() => ({ outcome: 'not-evaluated', reason: need, findings: [] })),
      );
    }
    for (const fact of new Set([...detector.needs, ...detector.uses])) {
      run(logins.map((login) => ({ ...login, [fact]: undefined })));
      for (const poor of logins) {
        run(logins.map((login) => (login === poor ? { ...login, [fact]: undefined } : login)));
      }
    }
  });
}

function shown(detector: AnyWorkerDetector, { day, ...alert }: FoldedAlert) {
  return { ...alert, day: dayText(day), severity: detector.findings[alert.finding]?.severity };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
