import { z } from 'zod';
import { kmBetween, utcDay } from '#kit';
import type { Config } from './config.ts';
import { isHomeToProvider, type Position, type SeenLogin } from './event.ts';
import { FindingId } from './findings.ts';

/** As long as events are kept: whoever was at home in that time has moved, as far as logins can tell. */
export const RETAIN_DAYS = 180;
const MAX_AREAS = 6;

/** A part of the world far from every claim, around the first line seen in it. Days are UTC, since the epoch. */
export const Area = z.object({
  latitude: z.number(),
  longitude: z.number(),
  country: z.string(),
  region: z.string().optional(),
  city: z.string().optional(),
  days: z.array(z.int()),
  /** The lowest of any place in it. */
  confidence: z.number(),
  /** The source itself placed one of its lines at home. */
  disputed: z.literal(true).optional(),
});
export type Area = z.infer<typeof Area>;

export const State = z.object({
  /** The first day on record, at most 180 days ago. */
  first: z.int().optional(),
  /** The last day at home; what was before it counts no more. */
  home: z.int().optional(),
  /** Days with a fixed line since then. */
  days: z.array(z.int()).default([]),
  /** The one used last stands last. */
  areas: z.array(Area).default([]),
  told: z.object({ day: z.int(), id: FindingId, key: z.string() }).optional(),
});
export type State = z.output<typeof State>;

/** The state after a login at home: nothing away from home counts any longer. Gives the same when nothing changes. */
export function atHome(state: State, time: number): State {
  const day = utcDay(time);
  return state.home === day
    ? state
    : { first: firstDay(state, day), home: day, days: [], areas: [], told: state.told };
}

/** The state after a login elsewhere, and its area when this is the area's first login of the day. */
export function elsewhere(
  before: State,
  event: SeenLogin,
  { where, point }: Position,
  config: Config,
): { state: State; area?: Area } {
  const today = utcDay(event.time);
  // A day at home stays one, wherever else the account was on it.
  if (before.home === today) return { state: before };
  const state = before.days.at(-1) === today ? before : startDay(before, today, config);
  if (where === 'between') return { state };
  const known = state.areas.find((area) => kmBetween(area, point) <= config.areaKm);
  const isDisputed = isHomeToProvider(event, config);
  const isNewDay = known?.days.at(-1) !== today;
  const isNewDoubt =
    known !== undefined && ((isDisputed && !known.disputed) || event.place.confidence < known.confidence);
  if (known && !isNewDay && !isNewDoubt) return { state };
  const { country, region, city, confidence } = event.place;
  const area: Area = {
    ...(known ?? { ...rounded(point), country, region, city, confidence, days: [] }),
    ...(isDisputed && { disputed: true as const }),
  };
  if (isNewDay) area.days = [...area.days, today];
  area.confidence = Math.min(area.confidence, confidence);
  const areas = [...state.areas.filter((each) => each !== known), area].slice(-MAX_AREAS);
  return { state: { ...state, areas }, ...(isNewDay && { area }) };
}

function startDay(state: State, today: number, config: Config): State {
  const since = today - config.windowDays;
  const isRecent = (day: number) => day > since;
  return {
    first: firstDay(state, today),
    home: state.home !== undefined && state.home > today - RETAIN_DAYS ? state.home : undefined,
    days: [...state.days.filter(isRecent), today],
    areas: state.areas
      .map((area) => ({ ...area, days: area.days.filter(isRecent) }))
      .filter(({ days }) => days.length > 0),
    told: state.told,
  };
}

/** What is older than the retention counts no more; after a pause as long the record begins anew. */
function firstDay({ first, home, days }: State, today: number): number {
  const oldest = today - RETAIN_DAYS;
  const last = days.at(-1) ?? home;
  return first === undefined || last === undefined || last <= oldest ? today : Math.max(first, oldest);
}

const rounded = ({ latitude, longitude }: Position['point']) => ({
  latitude: Math.round(latitude * 100) / 100,
  longitude: Math.round(longitude * 100) / 100,
});
