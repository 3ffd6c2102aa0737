import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSets, type SetConclusion } from '../../src/docs/judge-sets.ts';
import { readStories, type Story } from '../../src/docs/story.ts';
import { type AnySetDetector, DAY, dayText, type JudgedLogin } from '../../src/kit/index.ts';
import { describeDefinition } from '../conformance/detector.ts';
import { deepFreeze } from './freeze.ts';
import { prejudgingWord } from './words.ts';

const SUMMARY_LIMIT = 160;

/**
 * Runs every story in the folder of a detector that judges addresses or devices, and with each whatever must hold of
 * any such detector. Stories say in `expect` what is concluded about which subject, on which day, and who is named.
 */
export function runSetStories(detector: AnySetDetector, folder: string): void {
  const stories = readStories(folder);
  describeDefinition(detector);
  describe('stories', () => {
    for (const story of stories) describe(story.name, () => describeStory(detector, story));
    it('are told once, cover every finding, and one of them is silent', () => {
      const titles = stories.map(({ title }) => title);
      expect(titles).toEqual([...new Set(titles)]);
      const raised = new Set(stories.flatMap((story) => story.expect.map(({ finding }) => finding)));
      expect([...raised].sort()).toEqual(Object.keys(detector.findings).sort());
      expect(stories.some((story) => story.expect.length === 0)).toBe(true);
    });
  });
}

function describeStory(detector: AnySetDetector, story: Story): void {
  const config = detector.Config.parse(story.config);
  const logins = story.events.map(({ login }) => login);
  const frozen: AnySetDetector = { ...detector, judge: (input) => detector.judge(deepFreeze(input)) };
  const run = (events: readonly JudgedLogin[]) => judgeSets(frozen, config, events);

  it('concludes what it says, about whom it says', () => {
    expect(story.events.flatMap((event) => event.expect)).toEqual([]);
    expect(run(logins).map((conclusion) => shown(detector, conclusion))).toMatchObject(story.expect);
  });

  it('gives evidence that fits its schema, in words that judge nobody, about workers who were there', () => {
    for (const { workers, finding } of run(logins)) {
      const spec = detector.findings[finding.id];
      if (!spec) throw new Error(`finding '${finding.id}' is not defined`);
      expect(finding.key).not.toBe('');
      expect(finding.confidence).toBeGreaterThan(0);
      expect(finding.confidence).toBeLessThanOrEqual(1);
      const present = new Set(logins.map(({ worker }) => worker.id));
      expect(workers.length).toBeGreaterThan(0);
      expect(workers.filter((id) => !present.has(id))).toEqual([]);
      const summary = spec.summary(spec.Evidence.parse(finding.evidence));
      expect(summary.length).toBeGreaterThan(0);
      expect(summary.length, summary).toBeLessThan(SUMMARY_LIMIT);
      expect(prejudgingWord(summary), summary).toBeUndefined();
      expect(summary).not.toMatch(/undefined|NaN|null|\[object/);
    }
  });

  it('does not depend on the order of arrival, or on how often an event arrives', () => {
    const expected = run(logins);
    expect(run([...logins, ...logins])).toEqual(expected);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(logins, { minLength: logins.length }),
        fc.subarray(logins),
        (all, again) => {
          expect(run([...again, ...all])).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('looks no further than its window, before and after', () => {
    const expected = run(logins);
    const times = logins.map(({ time }) => time);
    const [start, end] = [Math.min(...times), Math.max(...times)];
    // Whole weeks: what is said once a calendar week falls on the same days again.
    const away = 7 * Math.ceil((end - start) / DAY / 7 + detector.window.days / 7 + 1) * DAY;
    const moved = (by: number) =>
      logins.map((login) => ({ ...login, id: `${by}-${login.id}`, time: login.time + by }));
    const days = new Set(expected.map(({ day }) => day));
    const all = run([...moved(-away), ...logins, ...moved(away)]);
    expect(all.filter(({ day }) => days.has(day))).toEqual(expected);
    expect(all.length).toBe(3 * expected.length);
  });

  it('says nothing worse than low of a crowd, and does not fail without a fact', () => {
    const crowded: AnySetDetector = {
      ...frozen,
      judge: (input) => frozen.judge({ ...input, crowded: true }),
    };
    const severities = judgeSets(crowded, config, logins).map(
      ({ finding }) => detector.findings[finding.id]?.severity,
    );
    expect(severities.filter((severity) => severity !== 'low')).toEqual([]);
    for (const fact of ['place', 'claim'] as const) {
      run(logins.map((login) => ({ ...login, [fact]: undefined })));
      for (const poor of logins) {
        run(logins.map((login) => (login === poor ? { ...login, [fact]: undefined } : login)));
      }
    }
  });
}

function shown(detector: AnySetDetector, { subject, day, workers, finding }: SetConclusion) {
  const { id, key, evidence, confidence } = finding;
  const severity = detector.findings[id]?.severity;
  return { subject, day: dayText(day), workers, finding: id, key, evidence, confidence, severity };
}
