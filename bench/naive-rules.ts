import { kmBetween } from '../src/kit/sphere.ts';
import { HOUR } from '../src/kit/time.ts';

/** A successful login as a naive product sees it. */
export interface Login {
  /** Ms since the epoch. */
  time: number;
  place?: { country: string; latitude?: number | undefined; longitude?: number | undefined } | undefined;
  anonymised: boolean;
}

/** A rule looks at one worker’s logins in order and gives the time of its first alarm, if any. */
export type NaiveRule = (logins: readonly Login[]) => number | undefined;

/** Okta’s default for its velocity behaviour. */
const MAX_SPEED_KMH = 805;
/** Where the company is. */
const HOME_COUNTRY = 'US';

/** Two consecutive logins further apart than one can travel at 805 km/h, points taken at their word. */
const tooFast: NaiveRule = (logins) => {
  const placed = logins.flatMap(({ time, place }) =>
    place?.latitude === undefined || place.longitude === undefined
      ? []
      : { time, latitude: place.latitude, longitude: place.longitude },
  );
  return placed.find((login, i) => {
    const before = placed[i - 1];
    if (!before) return false;
    return kmBetween(before, login) > (MAX_SPEED_KMH * (login.time - before.time)) / HOUR;
  })?.time;
};

const foreignCountry: NaiveRule = (logins) =>
  logins.find(({ place }) => place !== undefined && place.country !== HOME_COUNTRY)?.time;

const anonymiser: NaiveRule = (logins) => logins.find(({ anonymised }) => anonymised)?.time;

/** The rules that products ship, and all of them together. */
export const NAIVE_RULES: Record<string, NaiveRule> = {
  '805 km/h between logins': tooFast,
  'any foreign country': foreignCountry,
  'any anonymiser flag': anonymiser,
  'any of the three': (logins) => {
    const alarms = [tooFast, foreignCountry, anonymiser].flatMap((rule) => rule(logins) ?? []);
    return alarms.length > 0 ? Math.min(...alarms) : undefined;
  },
};
