import { z } from 'zod';
import {
  blockAround,
  Channel,
  claimedAs,
  countryCode,
  DAY,
  forgetBefore,
  isHandheld,
  MINUTE,
  NetworkType,
  remember,
  type Seen,
  startOfDay,
  utcDay,
} from '#kit';
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

/** A success, as much of it as another login may refer to. */
const Visit = z.object({
  time: z.number(),
  country: z.string(),
  city: z.string().optional(),
  ip: z.string().optional(),
  device: z.string().optional(),
  network: NetworkType,
});
export type Visit = z.infer<typeof Visit>;

/** A device on one mobile operator's network in a country that is not claimed. */
const Phone = z.object({ device: z.string(), asn: z.int().optional(), country: z.string() });
export type Phone = z.infer<typeof Phone>;

/** What is known of an account from its last 30 days; times are ms. */
export const State = z.object({
  /** The last success in each country. */
  visits: z.array(Visit).default([]),
  /** Blocks of the account's own lines, each with the claimed country it was last seen in. */
  lines: z
    .array(z.object({ block: z.string(), asn: z.int().optional(), country: z.string(), time: z.number() }))
    .default([]),
  /** Operators of fixed lines at a claimed home, each with the country it was last seen in. */
  operators: z.array(z.object({ asn: z.int(), country: z.string(), time: z.number() })).default([]),
  /** Devices seen at a claimed place, each with its last login there by fixed line. */
  devices: z.array(z.object({ id: z.string(), time: z.number(), home: Visit.optional() })).default([]),
  /** Failed logins that no success elsewhere has confirmed yet. */
  failures: z.array(Held).default([]),
  /** Sightings that count only when repeated, a minute or more apart or through another channel. */
  sightings: z.array(z.object({ country: z.string(), channel: Channel, time: z.number() })).default([]),
  /** Today's findings on a mobile network: a login at home by the same device would explain them as roaming. */
  mobile: z.array(Held).default([]),
  /** Phones that were on a mobile network abroad and at home by fixed line on one UTC day, last at `time`. */
  roaming: z.array(Phone.extend({ time: z.number(), home: Visit })).default([]),
});
export type State = z.output<typeof State>;

export const RETAIN_DAYS = 30;
const LIMITS = {
  visits: 6,
  lines: 24,
  operators: 8,
  devices: 12,
  failures: 3,
  sightings: 12,
  mobile: 3,
  roaming: 4,
};
/** Records of one login lie closer together than this. */
const SEPARATE = MINUTE;

/** The state without what no longer counts at `time`. */
export function forget(state: State, time: number, config: Config): State {
  const since = time - RETAIN_DAYS * DAY;
  return {
    visits: forgetBefore(state.visits, since),
    lines: forgetBefore(state.lines, time - config.relocationDays * DAY),
    operators: forgetBefore(state.operators, time - config.operatorDays * DAY),
    devices: forgetBefore(state.devices, since).map((known) =>
      known.home && known.home.time < since ? { ...known, home: undefined } : known,
    ),
    failures: forgetBefore(state.failures, time - config.failureMinutes * MINUTE),
    sightings: forgetBefore(state.sightings, time - config.repeatDays * DAY),
    mobile: forgetBefore(state.mobile, startOfDay(utcDay(time))),
    roaming: forgetBefore(state.roaming, since),
  };
}

/** The state after a success at a claimed place. */
export function rememberAtClaim(state: State, event: SeenLogin): State {
  const { time, place, network, device, ip, claim } = event;
  if (!isOwnLine(event)) return state;
  const next = { ...state };
  if (network?.asn !== undefined && isHousehold(event) && claimedAs(claim, place.country) === 'home') {
    const operator = { asn: network.asn, country: place.country, time };
    next.operators = remember<State['operators'][number]>(
      state.operators,
      operator,
      (a, b) => a.asn === b.asn && a.country === b.country,
      LIMITS.operators,
    );
  }
  if (ip !== undefined) {
    const line = { block: blockAround(ip), asn: network?.asn, country: place.country, time };
    next.lines = remember<State['lines'][number]>(
      state.lines,
      line,
      (a, b) => a.block === b.block && a.country === b.country,
      LIMITS.lines,
    );
  }
  if (device !== undefined) {
    const home = isHousehold(event) ? visitOf(event) : deviceAtClaim(event, state)?.home;
    const seen = { id: device, time, home };
    next.devices = remember<State['devices'][number]>(
      state.devices,
      seen,
      (a, b) => a.id === b.id,
      LIMITS.devices,
    );
  }
  return next;
}

/** The state after any success. */
export const rememberSuccess = (state: State, event: SeenLogin): State => ({
  ...state,
  visits: remember(state.visits, visitOf(event), (a, b) => a.country === b.country, LIMITS.visits),
});

export const visitOf = ({ time, place, ip, device, network }: SeenLogin): Visit => ({
  time,
  country: place.country,
  city: place.city,
  ip,
  device,
  network: network?.type ?? 'unknown',
});

/** What is known of the event's device from logins at a claimed place. */
export const deviceAtClaim = (
  { device }: SeenLogin,
  { devices }: State,
): State['devices'][number] | undefined => devices.find(({ id }) => id === device);

/** The login by which the event's device was at home on a fixed line earlier on the same UTC day. */
export function homeToday(event: SeenLogin, state: State): Visit | undefined {
  const home = deviceAtClaim(event, state)?.home;
  return home && utcDay(home.time) === utcDay(event.time) ? home : undefined;
}

/** That login of a phone within `roamingDays`. A computer has no SIM card of its own as a rule, and must be at home that day. */
function homeLately(event: SeenLogin, state: State, config: Config): Visit | undefined {
  const home = isPhone(event) ? deviceAtClaim(event, state)?.home : undefined;
  return home && event.time - home.time <= config.roamingDays * DAY ? home : undefined;
}

/** A second factor is approved on a telephone, whatever browser asked for it. */
const isPhone = ({ action, userAgent }: SeenLogin): boolean => action === 'mfa' || isHandheld(userAgent);

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

export const holdMobile = (state: State, held: Held): State => ({
  ...state,
  mobile: remember(state.mobile, held, (a, b) => a.key === b.key, LIMITS.mobile),
});

/** The phone of a mobile finding, where its device is known. */
export const phoneOf = ({ evidence: { login } }: Held): Phone | undefined =>
  login.network === 'mobile' && login.device !== undefined
    ? { device: login.device, asn: login.asn, country: login.country }
    : undefined;

/** Whether a mobile login is by this phone: by its device, or by its operator where the device was not reported. */
const isBy = (
  phone: Phone,
  login: { device?: string | undefined; asn?: number | undefined; country: string },
) =>
  phone.country === login.country &&
  phone.asn === login.asn &&
  (login.device === undefined || login.device === phone.device);

/** The state that knows a phone as roaming, and the findings of today that this explains. */
export function learnRoaming(
  state: State,
  phone: Phone,
  home: Visit,
  time: number,
): { state: State; explained: Held[] } {
  const seen = { ...phone, home, time };
  const isSame = (a: Phone, b: Phone) => a.device === b.device && isBy(a, b);
  const explained = state.mobile.filter((held) => isBy(phone, held.evidence.login));
  return {
    state: {
      ...state,
      mobile: state.mobile.filter((held) => !explained.includes(held)),
      roaming: remember(state.roaming, seen, isSame, LIMITS.roaming),
    },
    explained,
  };
}

/** The home login that shows a mobile login to be roaming: today’s, a phone’s of late, or that of a phone known for it. */
export function homeOfRoaming(event: SeenLogin, state: State, config: Config): Visit | undefined {
  if (event.network?.type !== 'mobile') return undefined;
  const login = { device: event.device, asn: event.network.asn, country: event.place.country };
  const known = state.roaming.find((phone) => isBy(phone, login))?.home;
  return homeToday(event, state) ?? homeLately(event, state, config) ?? known;
}

/** Whether the country was seen before, apart from other records of the same login. */
export const isRepeated = (state: State, { time, channel, place }: SeenLogin): boolean =>
  state.sightings.some(
    (seen) => seen.country === place.country && (seen.channel !== channel || time - seen.time >= SEPARATE),
  );

/** Why an address abroad is taken to be a line at home that the location database moved, if it is. */
export function relocationOf(
  state: State,
  event: SeenLogin,
): 'relocated-line' | 'relocated-operator' | undefined {
  const { ip, network, place } = event;
  const block = ip === undefined ? undefined : blockAround(ip);
  const isSameLine = state.lines.some(
    (line) => line.block === block && line.asn === network?.asn && line.country !== place.country,
  );
  if (isSameLine) return 'relocated-line';
  return isOfHomeOperator(state, event) ? 'relocated-operator' : undefined;
}

/**
 * Whether a fixed line abroad is of an operator that the account has at a claimed home and nowhere else, and the source
 * itself does not place it elsewhere. Household operators serve one country: a subscriber who is given an address
 * of a block that the database misplaces has gone nowhere, whereas a line abroad is another operator's.
 */
function isOfHomeOperator({ operators }: State, event: SeenLogin): boolean {
  const { network, place, provider } = event;
  const known = isHousehold(event) ? operators.filter(({ asn }) => asn === network?.asn) : [];
  const opinion = provider?.country === undefined ? undefined : countryCode(provider.country);
  return (
    known.every(({ country }) => country !== place.country) &&
    known.some(({ country }) => opinion === undefined || opinion === country)
  );
}

/** A fixed line, and none that is let out as a proxy. */
export const isHousehold = ({ network }: SeenLogin): boolean =>
  network?.type === 'fixed' && network.anonymiser === undefined;

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
