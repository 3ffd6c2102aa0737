import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runStories } from '../../test/support/stories.ts';
import { hoursOf, marksOf, quietest } from './hours.ts';
import { alwaysOn } from './index.ts';

runStories(alwaysOn, import.meta.dirname);

describe('the hours of a day', () => {
  const masks = fc.integer({ min: 0, max: 2 ** 24 - 1 });

  it('are counted as they are shown', () => {
    fc.assert(
      fc.property(masks, (hours) => {
        const marks = marksOf([0, hours]);
        expect(marks).toHaveLength(24);
        expect(marks.replaceAll('.', '')).toHaveLength(hoursOf([0, hours]));
      }),
    );
  });

  it('leave a stretch as quiet as the marks of all days around the clock show', () => {
    fc.assert(
      fc.property(fc.array(masks, { maxLength: 7 }), fc.integer({ min: 1, max: 12 }), (week, length) => {
        const { hour, activeDays } = quietest(
          week.map((hours, day) => [day, hours]),
          length,
        );
        const usedFrom = (start: number) =>
          week.filter((hours) =>
            marksOf([0, hours])
              .repeat(2)
              .slice(start, start + length)
              .includes('#'),
          ).length;
        expect(activeDays).toBe(usedFrom(hour));
        for (let start = 0; start < 24; start++) {
          expect(usedFrom(start)).toBeGreaterThanOrEqual(activeDays);
        }
      }),
    );
  });
});
