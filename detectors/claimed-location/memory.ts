import { z } from 'zod';
import { blockAround, Channel, DAY, isoTime, Leg, legOf, MINUTE, remember, type Seen, utcDay } from '#kit';
import type { Config } from './config.ts';
import { Evidence, FindingId } from './findings.ts';

export type SeenLogin = Seen<'place' | 'claim', 'network' | 'worker'>;

/** A conclusion that another login may still confirm or lower. */
const Held = z.object({
  time: z.number(),
  id: FindingId,
  key: z.string(),
  confidence: z.number(),
  evidence: Evidence,
});
export type Held = z.infer<typeof Held>;

/** What is known of an account from its last 30 days. Days are UTC, since the epoch; times are ms. */
export const State = z.object({
  /** Blocks of the account's own lines, each with the claimed country it was seen in. */
  lines: z
    .array(z.object({ block: z.string(), asn: z.int().optional(), country: z.string(), day: z.int() }))
    .default([]),
  /** Devices seen at a claimed place. */
  devices: z.array(z.object({ id: z.string(), day: z.int() })).default([]),
  lastAtClaim: Evidence.shape.lastAtClaim,
  /** Today's logins of devices by fixed line at a claimed place. */
  atHome: z.array(z.object({ device: z.string(), day: z.int(), leg: Leg })).default([]),
  /** The last success in each country, for as long as a failed login elsewhere may refer to it. */
  successes: z.array(z.object({ country: z.string(), day: z.int(), leg: Leg })).default([]),
  /** Failed logins that no success elsewhere has confirmed yet. */
  failures: z.array(Held).default([]),
  /** Sightings that count only when repeated, a minute or more apart or through another channel. */
  sightings: z.array(z.object({ country: z.string(), channel: Channel, time: z.number() })).default([]),
  /** Today's findings on a mobile network: a login at home by the same device would explain them as roaming. */
  mobile: z.array(Held.extend({ device: z.string() })).default([]),
});
export type State = z.output<typeof State>;

export const RETAIN_DAYS = 30;
const LIMITS = { lines: 24, devices: 12, atHome: 4, successes: 3, failures: 3, sightings: 12, mobile: 2 };
/** Records of one login lie closer together than this. */
const SEPARATE = MINUTE;

/** The state without what no longer counts at `time`. */
export function forget(state: State, time: number, config: Config): State {
  const today = utcDay(time);
  const failuresSince = time - config.failureMinutes * MINUTE;
  const { lastAtClaim } = state;
  return {
    ...state,
    lines: state.lines.filter(({ day }) => day >= today - config.relocationDays),
    devices: state.devices.filter(({ day }) => day > today - RETAIN_DAYS),
    lastAtClaim:
      lastAtClaim && Date.parse(lastAtClaim.time) > time - RETAIN_DAYS * DAY ? lastAtClaim : undefined,
    atHome: state.atHome.filter(({ day }) => day === today),
    successes: state.successes.filter(({ leg }) => Date.parse(leg.time) >= failuresSince),
    failures: state.failures.filter((held) => held.time >= failuresSince),
    sightings: state.sightings.filter((seen) => seen.time > time - config.repeatDays * DAY),
    mobile: state.mobile.filter((held) => utcDay(held.time) === today),
  };
}

/** The state after a success at a claimed place. */
export function rememberAtClaim(state: State, event: SeenLogin): State {
  const { place, network, device, ip } = event;
  const day = utcDay(event.time);
  const since = day - RETAIN_DAYS;
  const next = {
    ...state,
    lastAtClaim: { time: isoTime(event.time), ip, city: place.city },
  };
  if (!isOwnLine(event)) return next;
  if (ip !== undefined) {
    const line: State['lines'][number] = {
      block: blockAround(ip),
      asn: network?.asn,
      country: place.country,
      day,
    };
    const like = (known: typeof line) => known.block === line.block && known.country === line.country;
    next.lines = remember(state.lines, line, { like, since, limit: LIMITS.lines });
  }
  if (device !== undefined) {
    const like = (known: { id: string }) => known.id === device;
    next.devices = remember(state.devices, { id: device, day }, { like, since, limit: LIMITS.devices });
    if (network?.type === 'fixed') {
      const home = { device, day, leg: legOf(event) };
      const same = (known: { device: string }) => known.device === device;
      next.atHome = remember(state.atHome, home, { like: same, since, limit: LIMITS.atHome });
    }
  }
  return next;
}

/** The state after any success. */
export function rememberSuccess(state: State, event: SeenLogin): State {
  const { country } = event.place;
  const day = utcDay(event.time);
  const like = (known: { country: string }) => known.country === country;
  const options = { like, since: day - RETAIN_DAYS, limit: LIMITS.successes };
  return { ...state, successes: remember(state.successes, { country, day, leg: legOf(event) }, options) };
}

export function rememberSighting(state: State, { time, channel, place: { country } }: SeenLogin): State {
  const isSame = (seen: State['sightings'][number]) =>
    seen.country === country && seen.channel === channel && time - seen.time < SEPARATE;
  if (state.sightings.some(isSame)) return state;
  return { ...state, sightings: [...state.sightings, { country, channel, time }].slice(-LIMITS.sightings) };
}

export const holdFailure = (state: State, held: Held): State => ({
  ...state,
  failures: [...state.failures, held].slice(-LIMITS.failures),
});

export const holdMobile = (state: State, held: Held, device: string): State => ({
  ...state,
  mobile: [...state.mobile.filter(({ key }) => key !== held.key), { ...held, device }].slice(-LIMITS.mobile),
});

/** Whether the country was seen before, apart from other records of the same login. */
export const isRepeated = (state: State, { time, channel, place }: SeenLogin): boolean =>
  state.sightings.some(
    (seen) => seen.country === place.country && (seen.channel !== channel || time - seen.time >= SEPARATE),
  );

/** Whether the address stands on a line on which the account was at a claimed place lately. */
export function isRelocated(state: State, { ip, network, place }: SeenLogin): boolean {
  if (ip === undefined) return false;
  const block = blockAround(ip);
  return state.lines.some(
    (line) => line.block === block && line.asn === network?.asn && line.country !== place.country,
  );
}

/** A line that a subscriber sits behind, rather than an exit that many share. */
export function isOwnLine({ network }: SeenLogin): boolean {
  const type = network?.type ?? 'unknown';
  return ['fixed', 'mobile', 'satellite', 'venue', 'unknown'].includes(type) && !isExit(network);
}

const EXITS = ['vpn', 'tor', 'relay', 'proxy'];

/** The exit of a VPN, relay, Tor or open proxy: it stands where its operator put it. A household's line let out as a
 * proxy is none: nobody is sent through a home abroad by accident. */
export const isExit = (network: SeenLogin['network']): boolean =>
  network !== undefined &&
  (EXITS.includes(network.type) ||
    (network.anonymiser !== undefined && EXITS.includes(network.anonymiser.kind)));
