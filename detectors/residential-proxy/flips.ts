import { z } from 'zod';
import { DAY, HOUR } from '#kit';
import type { Config } from './config.ts';
import { isTravel, kmApart, Spot } from './egress.ts';

const MAX_SESSIONS = 4;
const MAX_LEGS = 8;

/** One egress of a session, for as long as it did not change. Times are ms. */
export const Leg = Spot.extend({
  kind: z.enum(['line', 'exit']),
  from: z.int(),
  to: z.int(),
});
export type Leg = z.infer<typeof Leg>;

/** What one device or session went out through in the last 24 h. */
export const Session = z.object({ id: z.string(), legs: z.array(Leg) });
export type Session = z.infer<typeof Session>;

/** Adds a login to its session; keeps the four sessions used last, and eight legs of each. */
export function addLeg(sessions: Session[], id: string, leg: Leg, config: Config): Session[] {
  const since = leg.to - DAY;
  const legs = sessions.find((session) => session.id === id)?.legs.filter(({ to }) => to > since) ?? [];
  const last = legs.at(-1);
  const same = last?.kind === leg.kind && last.asn === leg.asn && kmApart(last, leg) <= config.metroKm;
  if (same) legs.pop();
  legs.push(same ? { ...last, to: leg.to } : leg);
  const others = sessions.filter((session) => session.id !== id && session.legs.some(({ to }) => to > since));
  return [...others, { id, legs: legs.slice(-MAX_LEGS) }].slice(-MAX_SESSIONS);
}

export interface Flips {
  inHour: number;
  inDay: number;
}

/**
 * Changes of egress that no journey explains, if they are too many by the newest leg. One line beside one VPN is a
 * VPN switched on and off, two providers in one area are a spare line: neither counts.
 */
export function flipsOf({ legs }: Session, config: Config): Flips | undefined {
  const now = legs.at(-1)?.from ?? 0;
  const lines = legs.filter(({ kind }) => kind === 'line');
  if (!lines.some((line, index) => index > 0 && isJump(lines[index - 1]!, line, config))) return undefined;
  const flips = legs.filter((leg, index) => {
    const before = legs[index - 1];
    return before !== undefined && (before.kind !== leg.kind || isJump(before, leg, config));
  });
  const inHour = flips.filter(({ from }) => from > now - HOUR).length;
  const inDay = flips.filter(({ from }) => from > now - DAY).length;
  return inHour >= config.flipsPerHour || inDay >= config.flipsPerDay ? { inHour, inDay } : undefined;
}

/** Two lines too far apart for the time between them; an exit has no place. */
const isJump = (a: Leg, b: Leg, config: Config): boolean =>
  a.kind === 'line' && b.kind === 'line' && !isTravel(a, a.to, b, b.from, config);
