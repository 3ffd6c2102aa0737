import { z } from 'zod';
import { DAY, HOUR, remember, type Seen, utcDay } from '#kit';
import type { Config } from './config.ts';
import { Day } from './hours.ts';

export type SeenLogin = Seen<never, never>;

const KEPT_DAYS = 7;
/** What lasts longer is measured from so many days ago. */
export const LONGEST_RUN_DAYS = 28;
const LIMITS = { sessions: 4, devices: 6 };

/** Acts with no long pause between them; times are ms. */
const Run = z.object({
  since: z.number(),
  last: z.number(),
  /** The longest pause, ms. */
  pause: z.number(),
});
export type Run = z.infer<typeof Run>;

export const State = z.object({
  /** The last 7 days that had an act. */
  days: z.array(Day).default([]),
  sessions: z.array(Run.extend({ id: z.string() })).default([]),
  /** Devices used, each with its last day. */
  devices: z.array(z.object({ id: z.string(), day: z.int() })).default([]),
  /** The week in which each finding was last raised. */
  told: z.record(z.string(), z.int()).default({}),
});
export type State = z.output<typeof State>;

/** The state after an act. */
export function observe(state: State, { time, session, device }: SeenLogin, config: Config): State {
  const day = utcDay(time);
  return {
    days: markHour(state.days, day, Math.floor(time / HOUR) % 24),
    sessions: session === undefined ? state.sessions : useSession(state.sessions, session, time, config),
    devices: device === undefined ? state.devices : useDevice(state.devices, device, day),
    told: state.told,
  };
}

function goOn(run: Run | undefined, time: number, config: Config): Run {
  const pause = run && time - run.last;
  if (run === undefined || pause === undefined || pause >= config.quietHours * HOUR) {
    return { since: time, last: time, pause: 0 };
  }
  return {
    since: Math.max(run.since, time - LONGEST_RUN_DAYS * DAY),
    last: time,
    pause: Math.max(run.pause, pause),
  };
}

function markHour(days: Day[], day: number, hour: number): Day[] {
  const [today, hours = 0] = days.at(-1) ?? [];
  const bit = 1 << hour;
  if (today !== day) return [...days.filter(([each]) => each > day - KEPT_DAYS), [day, bit]];
  return hours & bit ? days : [...days.slice(0, -1), [day, hours | bit]];
}

function useSession(
  sessions: State['sessions'],
  id: string,
  time: number,
  config: Config,
): State['sessions'] {
  const known = sessions.find((each) => each.id === id);
  return remember(sessions, { id, ...goOn(known, time, config) }, (a, b) => a.id === b.id, LIMITS.sessions);
}

function useDevice(devices: State['devices'], id: string, day: number): State['devices'] {
  if (devices.some((each) => each.id === id && each.day === day)) return devices;
  const recent = devices.filter((each) => each.day > day - KEPT_DAYS);
  return remember(recent, { id, day }, (a, b) => a.id === b.id, LIMITS.devices);
}
