import { z } from 'zod';
import { DAY, forgetBefore, HOUR, Leg, legOf, remember } from '#kit';
import type { Config } from './config.ts';
import { type PlacedLogin, placeKey, type SeenLogin } from './places.ts';

export const RETAIN_DAYS = 30;
const LIMITS = { changes: 12, places: 12, arrivals: 3 };

/** A change of a factor or password; `time` in ms. */
const Change = z.object({
  time: z.number(),
  what: z.enum(['factor-change', 'password-change']),
  factor: z.string().optional(),
  /** The help desk or another administrator, when it was not the account’s own user. */
  by: z.enum(['user', 'somebody-else']),
});
export type Change = z.infer<typeof Change>;

/** A first login at a place that nothing claims; `confidence` is the place’s. */
const Arrival = z.object({ time: z.number(), key: z.string(), confidence: z.number(), leg: Leg });
export type Arrival = z.infer<typeof Arrival>;

/** What is known of an account from its last 30 days. */
export const State = z.object({
  changes: z.array(Change).default([]),
  /** Unclaimed places, each with the time of its last login. */
  places: z.array(z.object({ key: z.string(), time: z.number() })).default([]),
  /** The latest first logins at such places. */
  arrivals: z.array(Arrival).default([]),
});
export type State = z.output<typeof State>;

/** The state without what no longer counts at `time`. */
export function forget(state: State, time: number, config: Config): State {
  return {
    changes: forgetBefore(state.changes, time - config.windowDays * DAY),
    places: forgetBefore(state.places, time - RETAIN_DAYS * DAY),
    arrivals: forgetBefore(state.arrivals, time - config.besideHours * HOUR),
  };
}

export function withChange(state: State, { time, action, factor, ip }: SeenLogin): State {
  const what = action === 'factor-change' ? action : 'password-change';
  // What an administrator does comes without an address of the user’s.
  const change: Change = { time, what, factor, by: ip === undefined ? 'somebody-else' : 'user' };
  return { ...state, changes: [...state.changes, change].slice(-LIMITS.changes) };
}

/** The state after a login at an unclaimed place, and the arrival when that place is new. */
export function withPlace(state: State, event: PlacedLogin): { state: State; arrival?: Arrival } {
  const key = placeKey(event);
  const seen = { key, time: event.time };
  const places = remember(state.places, seen, (a, b) => a.key === b.key, LIMITS.places);
  if (state.places.some((place) => place.key === key)) return { state: { ...state, places } };
  const arrival: Arrival = { ...seen, confidence: event.place.confidence, leg: legOf(event) };
  return {
    state: { ...state, places, arrivals: [...state.arrivals, arrival].slice(-LIMITS.arrivals) },
    arrival,
  };
}
