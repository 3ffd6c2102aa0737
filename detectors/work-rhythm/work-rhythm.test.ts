import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runStories } from '../../test/support/stories.ts';
import { Config } from './config.ts';
import { workRhythm } from './index.ts';
import { rhythmIn } from './nights.ts';
import type { Day } from './state.ts';

runStories(workRhythm, import.meta.dirname);

describe('a rhythm', () => {
  const config = Config.parse({});
  const monday = Date.parse('2026-03-02T00:00:00Z') / 86_400_000;
  /** Ten days with an act in each of the given hours, UTC. */
  const days = (...hours: number[]): Day[] =>
    Array.from({ length: 10 }, (_, day) => [
      monday + day,
      hours.reduce((bits, hour) => bits | (1 << hour), 0),
    ]);

  it('is told by the clock of the zone', () => {
    const acts = days(3, 5, 7, 9);
    expect(rhythmIn('America/Chicago', acts, config)).toMatchObject({ days: 10, nights: 10 });
    expect(rhythmIn('Europe/Berlin', acts, config)).toMatchObject({ nights: 0 });
    expect(rhythmIn('Asia/Kolkata', days(16, 18, 20, 23), config)).toMatchObject({ days: 10, nights: 10 });
  });

  it('is no night’s when another stretch of the day is busier', () => {
    const onCall = days(15, 16, 17, 18, 19, 20, 7, 8, 9);
    expect(rhythmIn('America/Chicago', onCall, config).nights).toBe(0);
    const evening = days(22, 23, 0, 2, 4);
    expect(rhythmIn('America/Chicago', evening, config).nights).toBe(0);
  });

  it('judges no more days than there were, and counts every hour once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 2 ** 24 - 1 }), { maxLength: 28 }),
        fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati'),
        (masks, zone) => {
          const acts = masks.map((hours, day): Day => [monday + day, hours]);
          const rhythm = rhythmIn(zone, acts, config);
          expect(rhythm.nights).toBeLessThanOrEqual(rhythm.days);
          expect(rhythm.days).toBeLessThanOrEqual(masks.length + 1);
          const hours = masks.map((mask) => mask.toString(2).replaceAll('0', '').length);
          expect(rhythm.byHour.reduce((a, b) => a + b, 0)).toBe(hours.reduce((a, b) => a + b, 0));
        },
      ),
    );
  });
});
