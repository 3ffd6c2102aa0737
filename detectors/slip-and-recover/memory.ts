import { z } from 'zod';
import { blockAround, DAY, forgetBefore, HOUR, MINUTE, remember, startOfDay, utcDay } from '#kit';
import type { Config } from './config.ts';
import { Evidence } from './findings.ts';
import { isDesk, type SeenLogin, Sight } from './sight.ts';

/** A finding of today that a telephone's sight at home would explain as roaming. */
const Held = z.object({
  time: z.number(),
  id: z.enum(['slip', 'repeated-slip', 'phone-abroad']),
  key: z.string(),
  confidence: z.number(),
  evidence: Evidence,
});
export type Held = z.infer<typeof Held>;

/** What is known of an account from its last 30 days; times are ms. */
export const State = z.object({
  /** Addresses of the last hour, the newest of each side, channel and device. */
  sights: z.array(Sight).default([]),
  /** The account's own lines in a claimed country and the employer's exits, one for each operator. */
  lines: z
    .array(
      z.object({
        asn: z.int().optional(),
        block: z.string(),
        time: z.number(),
        /** When a computer last signed in there by SSO. */
        desk: z.number().optional(),
      }),
    )
    .default([]),
  /** Devices seen on an own line in a claimed country, each with its last login there. */
  homed: z.array(z.object({ device: z.string(), time: z.number() })).default([]),
  /** The first slip of each UTC day. */
  slips: z.array(z.object({ time: z.number(), isGateway: z.boolean() })).default([]),
  /** What counts only when it comes back on another occasion: the first sight of each UTC day. */
  once: z.array(z.object({ key: z.string(), time: z.number() })).default([]),
  held: z.array(Held).default([]),
  /** Countries in which the account left through the employer's own exits. */
  employer: z.array(z.object({ country: z.string(), time: z.number() })).default([]),
});
export type State = z.output<typeof State>;

export const RETAIN_DAYS = 30;
const LIMITS = { sights: 8, lines: 12, homed: 8, slips: 31, once: 6, held: 2, employer: 4 };

/** The state without what no longer counts at `time`. */
export function forget(state: State, time: number, config: Config): State {
  const since = time - RETAIN_DAYS * DAY;
  return {
    sights: forgetBefore(state.sights, time - Math.max(config.pairMinutes, config.sameTimeMinutes) * MINUTE),
    lines: forgetBefore(state.lines, since).map((line) =>
      line.desk !== undefined && line.desk < since ? { ...line, desk: undefined } : line,
    ),
    homed: forgetBefore(state.homed, time - config.roamingDays * DAY),
    slips: forgetBefore(state.slips, since),
    once: forgetBefore(state.once, time - config.roamingDays * DAY),
    held: forgetBefore(state.held, startOfDay(utcDay(time))),
    employer: forgetBefore(state.employer, since),
  };
}

export const withSight = (state: State, sight: Sight): State => ({
  ...state,
  sights: remember(
    state.sights,
    sight,
    (a, b) => a.side === b.side && a.channel === b.channel && a.leg.device === b.leg.device,
    LIMITS.sights,
  ),
});

type Line = State['lines'][number];

/** The state with a line that is in a claimed country, or the employer's, according to this login. */
export function withLine(state: State, event: SeenLogin): State {
  const { ip, network, time } = event;
  if (ip === undefined) return state;
  const line: Line = { asn: network.asn, block: blockAround(ip), time };
  const isLike = (a: Line, b: Line) => a.asn === b.asn && (a.asn !== undefined || a.block === b.block);
  const desk = isDesk(event) ? time : state.lines.find((known) => isLike(known, line))?.desk;
  return { ...state, lines: remember(state.lines, { ...line, desk }, isLike, LIMITS.lines) };
}

/** The state with an exit of the employer: its operator, and the country it stands in. */
export function withEmployer(state: State, event: SeenLogin): State {
  const exit = { country: event.place.country, time: event.time };
  const isLike = (a: typeof exit, b: typeof exit) => a.country === b.country;
  return withLine({ ...state, employer: remember(state.employer, exit, isLike, LIMITS.employer) }, event);
}

/** Whether the account's computer signed in through this operator within the 30 days. */
export const isDeskLine = ({ lines }: State, asn: number | undefined): boolean =>
  lines.some((line) => line.desk !== undefined && line.asn === asn);

/** Whether such a line is of the same operator or block: then the database moved it, and nobody travelled. */
export function isKnownLine({ lines }: State, { ip, network }: SeenLogin): boolean {
  const block = ip === undefined ? undefined : blockAround(ip);
  return lines.some((line) => line.block === block || (line.asn !== undefined && line.asn === network.asn));
}

export const withHomed = (state: State, device: string | undefined, time: number): State =>
  device === undefined
    ? state
    : {
        ...state,
        homed: remember(state.homed, { device, time }, (a, b) => a.device === b.device, LIMITS.homed),
      };

/** Whether a device was in a claimed country lately; one that was not reported may be any. */
export const isHomed = ({ homed }: State, device: string | undefined): boolean =>
  homed.some((known) => device === undefined || known.device === device);

/** The state with a slip: the first of each UTC day is kept, so that no day depends on the one before it. */
export function withSlip(state: State, time: number, isGateway: boolean): State {
  const isKept = state.slips.some(
    (slip) => utcDay(slip.time) === utcDay(time) && slip.isGateway === isGateway,
  );
  return isKept ? state : { ...state, slips: [...state.slips, { time, isGateway }].slice(-LIMITS.slips) };
}

/** The state without what a telephone was taken for today, before it was seen at home. */
export const withoutGatewaySlips = (state: State, time: number): State => ({
  ...state,
  slips: state.slips.filter((slip) => !slip.isGateway || utcDay(slip.time) < utcDay(time)),
});

/** Slips that lie `repeatHours` apart: two in one evening are one occasion, on whichever side of midnight. */
export function occasionsOf({ slips }: State, time: number, config: Config): number {
  let [count, last] = [0, Number.NEGATIVE_INFINITY];
  for (const slip of [...slips, { time }]) {
    if (slip.time - last < config.repeatHours * HOUR) continue;
    count += 1;
    last = slip.time;
  }
  return count;
}

export const withHeld = (state: State, held: Held): State => ({
  ...state,
  held: remember(state.held, held, (a, b) => a.id === b.id && a.key === b.key, LIMITS.held),
});

/** The state with a sight that counts only when it comes back. */
export const withOnce = (state: State, key: string, time: number): State =>
  state.once.some((known) => known.key === key && utcDay(known.time) === utcDay(time))
    ? state
    : { ...state, once: [...state.once, { key, time }].slice(-LIMITS.once) };

/** Whether it was there on an earlier occasion. */
export const wasOnce = ({ once }: State, key: string, time: number, config: Config): boolean =>
  once.some((known) => known.key === key && time - known.time >= config.repeatHours * HOUR);
