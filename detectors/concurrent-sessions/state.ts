import { z } from 'zod';
import { blockAround, DAY, forgetBefore, MINUTE, remember } from '#kit';
import type { Config } from './config.ts';
import { effectiveKm, type LocatedLogin, Run } from './run.ts';

/** A place that was used at once with another one. */
const Place = Run.pick({ latitude: true, longitude: true, radiusKm: true }).extend({
  name: z.string(),
  time: z.number(),
});

/** What is known of an account; times are ms. */
export const State = z.object({
  /** Sessions that were not left yet, in the order of their last actions. */
  runs: z.array(Run).default([]),
  /** Places of the last 24 hours that were used at once with others. */
  places: z.array(Place).default([]),
  /** Operators and blocks of lines in a claimed country. */
  lines: z.array(z.object({ asn: z.int().optional(), block: z.string(), time: z.number() })).default([]),
  /** Countries in which the account left through the employer's own exits. */
  employer: z.array(z.object({ country: z.string(), time: z.number() })).default([]),
});
export type State = z.output<typeof State>;

export const RETAIN_DAYS = 30;
const LIMITS = { runs: 6, places: 6, lines: 12, employer: 4 };

/** The state without what no longer counts at `time`. */
export const forget = (state: State, time: number, config: Config): State => ({
  runs: state.runs.filter(({ to }) => time - to <= config.idleMinutes * MINUTE),
  places: forgetBefore(state.places, time - DAY),
  lines: forgetBefore(state.lines, time - config.relocationDays * DAY),
  employer: forgetBefore(state.employer, time - RETAIN_DAYS * DAY),
});

export const withRuns = (state: State, runs: readonly Run[]): State => ({
  ...state,
  runs: runs.slice(-LIMITS.runs),
});

/** The state with an operator and block that are in a claimed country according to this login. */
export function withLine(state: State, { ip, network: { asn }, time }: LocatedLogin): State {
  type Line = State['lines'][number];
  const isLike = (a: Line, b: Line) => a.asn === b.asn && (a.asn !== undefined || a.block === b.block);
  const line: Line = { asn, block: blockAround(ip), time };
  return { ...state, lines: remember(state.lines, line, isLike, LIMITS.lines) };
}

/** Whether such a line is of the same operator or block: then the database moved it, and nobody is abroad. */
export const isKnownLine = ({ lines }: State, { ip, asn }: Run): boolean =>
  lines.some((line) => line.block === blockAround(ip) || (line.asn !== undefined && line.asn === asn));

export const withEmployer = (state: State, { country }: { country: string }, time: number): State => ({
  ...state,
  employer: remember(state.employer, { country, time }, (a, b) => a.country === b.country, LIMITS.employer),
});

/** Whether the employer's exits stand in a run's country: one of them may be unlisted, or a colleague works there. */
export const isEmployerCountry = ({ employer }: State, { country }: Run): boolean =>
  employer.some((known) => known.country === country);

/** The state with the places of two runs that were used at once, each known once. */
export function withPlaces(state: State, runs: readonly Run[], time: number, config: Config): State {
  let { places } = state;
  for (const run of runs) {
    const { latitude, longitude, radiusKm, city, country } = run;
    const isNear = (place: z.infer<typeof Place>) => effectiveKm({ ...run, ...place }, run) < config.minKm;
    const known = places.find(isNear);
    const place = known ?? { latitude, longitude, radiusKm, name: city ?? country };
    places = [...places.filter((other) => other !== known), { ...place, time }].slice(-LIMITS.places);
  }
  return { ...state, places };
}
