import { z } from 'zod';
import { DAY, utcDay } from '#kit';
import type { Config } from './config.ts';
import { isTravel, kmApart, Spot } from './egress.ts';

const MAX_STAYS = 48;
const WINDOW_DAYS = 7;

/** Consecutive logins of one UTC day from one provider in one metropolitan area. Times are ms. */
export const Stay = Spot.extend({
  from: z.int(),
  to: z.int(),
});
export type Stay = z.infer<typeof Stay>;

/** Adds a login from a fixed line; `isSwitch` when it changed provider or area. Keeps 7 days, at most 48 stays. */
export function addStay(stays: Stay[], next: Stay, config: Config): { stays: Stay[]; isSwitch: boolean } {
  const last = stays.at(-1);
  const isSwitch = last !== undefined && (last.asn !== next.asn || kmApart(last, next) > config.metroKm);
  if (last && !isSwitch && utcDay(last.from) === utcDay(next.from)) {
    return { stays: [...stays.slice(0, -1), { ...last, to: next.to }], isSwitch };
  }
  const recent = stays.filter(({ to }) => to > next.to - WINDOW_DAYS * DAY);
  return { stays: [...recent, next].slice(-MAX_STAYS), isSwitch };
}

/** Churn over one window: lines and areas that no journey connects, or too many lines in one area. */
export interface Churn {
  window: '24 h' | '7 days';
  lines: number;
  metros: number;
  stays: Stay[];
}

/** The churn that the newest stay completes, if any. */
export function churnOf(stays: readonly Stay[], config: Config): Churn | undefined {
  const now = stays.at(-1)?.to ?? 0;
  const day = unconnected(
    stays.filter(({ to }) => to > now - DAY),
    config,
  );
  const dayMetros = metrosOf(day, config);
  if (asnsOf(day).size >= config.dayLines && dayMetros.length >= config.dayMetros) {
    return { window: '24 h', lines: asnsOf(day).size, metros: dayMetros.length, stays: day };
  }
  const week = [unconnected(stays, config), ...metrosOf(stays, config)].sort(
    (a, b) => asnsOf(b).size - asnsOf(a).size,
  )[0];
  if (!week || asnsOf(week).size < config.weekLines) return undefined;
  return { window: '7 days', lines: asnsOf(week).size, metros: metrosOf(week, config).length, stays: week };
}

const asnsOf = (stays: readonly Stay[]): Set<number> => new Set(stays.map(({ asn }) => asn));

/** The stays on either side of a move that was faster than any journey. A traveller's path leaves none. */
function unconnected(stays: readonly Stay[], config: Config): Stay[] {
  const ends = new Set<Stay>();
  for (const [index, stay] of stays.entries()) {
    const before = stays[index - 1];
    if (before && !isTravel(before, before.to, stay, stay.from, config)) ends.add(before).add(stay);
  }
  return stays.filter((stay) => ends.has(stay));
}

/** Stays by area: each joins the first area whose first stay is near enough. */
function metrosOf(stays: readonly Stay[], config: Config): Stay[][] {
  const metros: Stay[][] = [];
  for (const stay of stays) {
    const near = metros.find(([first]) => first && kmApart(first, stay) <= config.metroKm);
    if (near) near.push(stay);
    else metros.push([stay]);
  }
  return metros;
}
