import { z } from 'zod';
import {
  blockAround,
  claimedAs,
  countryCode,
  DAY,
  forgetBefore,
  HOUR,
  kmBetween,
  Leg,
  legOf,
  MINUTE,
  remember,
  type Seen,
  startOfDay,
  utcDay,
} from '#kit';
import type { Config } from './config.ts';
import { longestHours } from './journey.ts';

export type SeenLogin = Seen<'place' | 'network', 'claim'>;
export type LocatedLogin = SeenLogin & { place: { latitude: number; longitude: number } };

/** A login that can be one end of a journey. */
const Stop = z.object({
  time: z.number(),
  latitude: z.number(),
  longitude: z.number(),
  radiusKm: z.number(),
  country: z.string(),
  /** A name that is the same whenever the place is. */
  place: z.string(),
  confidence: z.number(),
  isMobile: z.boolean(),
  /** The source itself places it in another country. */
  isDoubtful: z.boolean(),
  leg: Leg,
});
export type Stop = z.infer<typeof Stop>;

const Line = z.object({
  block: z.string(),
  asn: z.int().optional(),
  country: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  radiusKm: z.number(),
  time: z.number(),
});
type Line = z.infer<typeof Line>;

/** What is known of an account from its last 30 days. Days are UTC, since the epoch; times are ms. */
export const State = z.object({
  /** The last stop on a fixed line and the last on a mobile network: neither hides the other. */
  fixed: Stop.optional(),
  mobile: Stop.optional(),
  /** Blocks and where they stood; one that was moved is listed at each of its places. */
  lines: z.array(Line).default([]),
  /** The latest days on which a fixed line was seen at each place. */
  places: z.array(z.object({ place: z.string(), time: z.number(), days: z.array(z.int()) })).default([]),
  /** Devices seen by fixed line, in each country. */
  devices: z.array(z.object({ id: z.string(), country: z.string(), time: z.number() })).default([]),
  /** Place pairs found today on two devices. */
  pairs: z.array(z.object({ key: z.string(), time: z.number() })).default([]),
});
export type State = z.output<typeof State>;

export const RETAIN_DAYS = 30;
const LIMITS = { lines: 32, places: 16, devices: 16, pairs: 16 };

/** The state without what no longer counts at `time`. */
export function forget(state: State, time: number, config: Config): State {
  const since = time - RETAIN_DAYS * DAY;
  const stopsSince = time - longestHours(config) * HOUR - config.clockSkewMinutes * MINUTE;
  const recent = (stop: Stop | undefined) => (stop && stop.time >= stopsSince ? stop : undefined);
  return {
    fixed: recent(state.fixed),
    mobile: recent(state.mobile),
    lines: forgetBefore(state.lines, time - config.relocationDays * DAY),
    places: forgetBefore(state.places, since).map((known) => ({
      ...known,
      days: known.days.filter((day) => day > utcDay(since)),
    })),
    devices: forgetBefore(state.devices, since),
    pairs: forgetBefore(state.pairs, startOfDay(utcDay(time))),
  };
}

export function stopOf(event: LocatedLogin): Stop {
  const { place, network, provider } = event;
  const opinion = provider?.country === undefined ? undefined : countryCode(provider.country);
  return {
    time: event.time,
    latitude: place.latitude,
    longitude: place.longitude,
    radiusKm: place.radiusKm,
    country: place.country,
    place: placeKey(event),
    confidence: place.confidence,
    isMobile: network.type === 'mobile',
    isDoubtful: opinion !== undefined && opinion !== place.country,
    leg: legOf(event),
  };
}

export const withStop = (state: State, stop: Stop): State =>
  stop.isMobile ? { ...state, mobile: stop } : { ...state, fixed: stop };

/** The state with the line, the place and the device of a login. */
export function rememberLogin(state: State, event: LocatedLogin, config: Config): State {
  const { time, device } = event;
  const line = lineOf(event);
  const isSameListing = (a: Line, b: Line) => isSameLine(a, b) && !isMoved(a, b, event, config);
  const lines = line ? remember(state.lines, line, isSameListing, LIMITS.lines) : state.lines;
  if (event.network.type === 'mobile') return { ...state, lines };

  const place = placeKey(event);
  const before = state.places.find((known) => known.place === place)?.days ?? [];
  const days = [...new Set([...before, utcDay(time)])].slice(-config.regularDays);
  const places = remember(state.places, { place, time, days }, (a, b) => a.place === b.place, LIMITS.places);
  if (device === undefined) return { ...state, lines, places };

  const seen = { id: device, country: event.place.country, time };
  const isSame = (a: typeof seen, b: typeof seen) => a.id === b.id && a.country === b.country;
  return { ...state, lines, places, devices: remember(state.devices, seen, isSame, LIMITS.devices) };
}

export const rememberPair = (state: State, key: string, time: number): State => ({
  ...state,
  pairs: remember(state.pairs, { key, time }, (a, b) => a.key === b.key, LIMITS.pairs),
});

/** Whether the block of an address stood elsewhere lately: then the database moved, and nobody travelled. */
export function isRelocated(state: State, event: LocatedLogin, config: Config): boolean {
  const line = lineOf(event);
  if (!line) return false;
  return state.lines.some(
    (known) =>
      (isSameLine(known, line) && isMoved(known, line, event, config)) || isOfHomeOperator(known, event),
  );
}

/**
 * Whether a fixed line that no claim covers is of the operator that the account has in the country of its home, and
 * the source does not place it elsewhere. Household operators serve one country: the database moved another of its blocks.
 */
function isOfHomeOperator(home: Line, { network, claim, place, provider }: LocatedLogin): boolean {
  if (network.type !== 'fixed' || network.anonymiser || !claim) return false;
  const opinion = provider?.country === undefined ? undefined : countryCode(provider.country);
  return (
    home.asn !== undefined &&
    home.asn === network.asn &&
    claimedAs(claim, home.country) === 'home' &&
    claimedAs(claim, place.country) === undefined &&
    (opinion === undefined || opinion === home.country)
  );
}

export const isRegular = (state: State, place: string, config: Config): boolean =>
  state.places.some((known) => known.place === place && known.days.length >= config.regularDays);

/** Whether a device was on a fixed line in a country in the last 30 days. */
export const wasFixedIn = (state: State, device: string | undefined, country: string): boolean =>
  state.devices.some((known) => known.id === device && known.country === country);

const isSameLine = (a: Line, b: Line): boolean => a.block === b.block && a.asn === b.asn;

function isMoved(a: Line, b: Line, { network }: SeenLogin, config: Config): boolean {
  if (a.country !== b.country) return true;
  // Inside a country a mobile block has no place that it could leave.
  return network.type !== 'mobile' && kmBetween(a, b) - a.radiusKm - b.radiusKm > config.relocationKm;
}

function lineOf({ ip, time, place, network }: LocatedLogin): Line | undefined {
  if (ip === undefined) return undefined;
  const { country, latitude, longitude, radiusKm } = place;
  const block = blockAround(ip);
  return { block, asn: network.asn, country, latitude, longitude, radiusKm, time };
}

function placeKey({ place }: LocatedLogin): string {
  const town = place.city ?? `${Math.round(place.latitude)},${Math.round(place.longitude)}`;
  return [place.country, place.region, town].filter((part) => part !== undefined).join('-');
}
