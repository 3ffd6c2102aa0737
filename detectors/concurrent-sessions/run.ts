import { z } from 'zod';
import { claimedAs, countryCode, kmBetween, MINUTE, osFamily, type Seen } from '#kit';
import type { Config } from './config.ts';

export type SeenLogin = Seen<'place' | 'network', 'claim'>;
export type LocatedLogin = SeenLogin & { ip: string; place: { latitude: number; longitude: number } };

/** A stretch of actions by a person on one device at one place; times are ms. */
export const Run = z.object({
  from: z.number(),
  to: z.number(),
  actions: z.int(),
  device: z.string().optional(),
  session: z.string().optional(),
  /** Family of the operating system. */
  os: z.string().optional(),
  ip: z.string(),
  isV6: z.boolean(),
  asn: z.int().optional(),
  operator: z.string().optional(),
  country: z.string(),
  region: z.string().optional(),
  city: z.string().optional(),
  latitude: z.number(),
  longitude: z.number(),
  radiusKm: z.number(),
  confidence: z.number(),
  /** The source itself places the address in another country. */
  isDoubtful: z.boolean(),
  /** In a country that neither a home nor approved travel covers. */
  isForeign: z.boolean(),
  database: z.string(),
  databaseDate: z.string(),
});
export type Run = z.infer<typeof Run>;

export const isLocated = (event: SeenLogin): event is LocatedLogin =>
  event.ip !== undefined && event.place.latitude !== undefined && event.place.longitude !== undefined;

export function runOf(event: LocatedLogin): Run {
  const { time, ip, place, network, claim, provider, userAgent } = event;
  const opinion = provider?.country === undefined ? undefined : countryCode(provider.country);
  return {
    from: time,
    to: time,
    actions: 1,
    device: event.device,
    session: event.session,
    os: osFamily(userAgent),
    ip,
    isV6: ip.includes(':'),
    asn: network.asn,
    operator: network.operator,
    country: place.country,
    region: place.region,
    city: place.city,
    latitude: rounded(place.latitude),
    longitude: rounded(place.longitude),
    radiusKm: place.radiusKm,
    confidence: place.confidence,
    isDoubtful: opinion !== undefined && opinion !== place.country,
    isForeign: claim !== undefined && claimedAs(claim, place.country) === undefined,
    database: place.source,
    databaseDate: place.date,
  };
}

/** Degrees to a hundredth: about a kilometre. */
const rounded = (degrees: number): number => Math.round(degrees * 100) / 100;

/** The runs with a new action, which goes on with the run of its device at its place, if that was not left. */
export function addAction(runs: readonly Run[], action: Run, config: Config): { runs: Run[]; current: Run } {
  const earlier = runs.find((run) => isContinued(run, action, config));
  const current = earlier
    ? {
        ...earlier,
        to: action.to,
        actions: earlier.actions + 1,
        device: earlier.device ?? action.device,
        session: action.session ?? earlier.session,
        os: earlier.os ?? action.os,
      }
    : action;
  return { runs: [...runs.filter((run) => run !== earlier), current], current };
}

function isContinued(run: Run, action: Run, config: Config): boolean {
  if (action.from - run.to > config.idleMinutes * MINUTE) return false;
  if (run.country !== action.country || kmBetween(run, action) > config.metroKm) return false;
  if (run.device !== undefined && action.device !== undefined) return run.device === action.device;
  if (run.session !== undefined && action.session !== undefined) return run.session === action.session;
  return run.asn === action.asn;
}

/** Minutes for which both runs were in use. */
export function overlapMinutes(a: Run, b: Run): number {
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
  return Math.max(0, to - from) / MINUTE;
}

export const effectiveKm = (a: Run, b: Run): number => kmBetween(a, b) - a.radiusKm - b.radiusKm;

/** Whether two runs are two devices apart from each other, as far as is known. */
export function isApart(a: Run, b: Run, config: Config): boolean {
  // One device in two places at once changed its line; one operator lists its two families of addresses apart.
  if (a.ip === b.ip || (a.asn !== undefined && a.asn === b.asn && a.isV6 !== b.isV6)) return false;
  if (a.device === undefined || b.device === undefined) {
    const areTwoSessions = a.session !== undefined && b.session !== undefined && a.session !== b.session;
    return areTwoSessions && effectiveKm(a, b) >= config.minKm;
  }
  if (a.device === b.device) return false;
  const areTwoSystems = a.os !== undefined && b.os !== undefined && a.os !== b.os;
  return effectiveKm(a, b) >= (areTwoSystems ? config.metroKm : config.minKm);
}

export const placeKey = ({ country, region, city, latitude, longitude }: Run): string =>
  [country, region, city ?? `${Math.round(latitude)},${Math.round(longitude)}`]
    .filter((part) => part !== undefined)
    .join('-');
