import { DAY, HOUR, offsetAt, startOfDay } from '#kit';
import type { Config } from './config.ts';
import type { Day } from './state.ts';

/** How the days of a window divide, on the clock of one zone. */
export interface Rhythm {
  zone: string;
  /** Days, from the end of one night to the end of the next, with enough activity to be judged. */
  days: number;
  /** Those of them whose busiest stretch lies in the night. */
  nights: number;
  /** Acting hours by hour of the local day, midnight first. */
  byHour: number[];
}

/** `days` in ascending order. An hour’s error where clocks change within one of them is let be. */
export function rhythmIn(zone: string, days: readonly Day[], config: Config): Rhythm {
  const byHour = Array.from({ length: 24 }, () => 0);
  const [first = 0] = days[0] ?? [];
  const [last = 0] = days.at(-1) ?? [];
  const start = (first - 1) * 24;
  const active = new Uint8Array((last + 3) * 24 - start);
  for (const [day, hours] of days) {
    const offset = offsetAt(startOfDay(day) + DAY / 2, zone);
    for (let hour = 0; hour < 24; hour++) {
      if (!(hours & (1 << hour))) continue;
      const local = day * 24 + Math.floor((hour * HOUR + offset) / HOUR);
      byHour[local % 24]! += 1;
      active[local - start] = 1;
    }
  }
  const before = runningCount(active);
  const countIn = (from: number, hours: number) => before[from + hours]! - before[from]!;
  const rhythm: Rhythm = { zone, days: 0, nights: 0, byHour };
  for (let dawn = config.nightEnds; dawn + 24 + config.coreHours <= active.length; dawn += 24) {
    if (countIn(dawn, 24) < config.activeHours) continue;
    rhythm.days += 1;
    if (isNight((hour) => countIn(dawn + hour, config.coreHours), config)) rhythm.nights += 1;
  }
  return rhythm;
}

/** Whether no stretch that begins between one dawn and the next is busier than one wholly in the night. */
function isNight(busyFrom: (hoursAfterDawn: number) => number, config: Config): boolean {
  const first = config.nightStarts - config.nightEnds;
  const last = 24 - config.coreHours;
  let night = 0;
  let other = 0;
  for (let hour = 0; hour < 24; hour++) {
    if (hour >= first && hour <= last) night = Math.max(night, busyFrom(hour));
    else other = Math.max(other, busyFrom(hour));
  }
  return night > 0 && night >= other;
}

/** How many hours before each one were active. */
function runningCount(active: Uint8Array): Uint16Array {
  const before = new Uint16Array(active.length + 1);
  for (const [hour, isActive] of active.entries()) before[hour + 1] = before[hour]! + isActive;
  return before;
}
