import { expect, it } from 'vitest';
import { offsetAt } from '../event/time.ts';
import { HOUR, utcWeek } from './time.ts';

it('counts weeks from Monday to Sunday', () => {
  const week = (text: string) => utcWeek(Date.parse(text));
  expect(week('2026-03-08T23:59:59Z')).toBe(week('2026-03-02T00:00:00Z'));
  expect(week('2026-03-09T00:00:00Z')).toBe(week('2026-03-08T00:00:00Z') + 1);
});

it('knows how far the clocks of a zone are ahead', () => {
  expect(offsetAt(Date.parse('2026-01-15T12:00:00Z'), 'America/Chicago')).toBe(-6 * HOUR);
  expect(offsetAt(Date.parse('2026-07-15T12:00:00Z'), 'America/Chicago')).toBe(-5 * HOUR);
  expect(offsetAt(0, 'Asia/Kathmandu')).toBe(5.5 * HOUR);
});
