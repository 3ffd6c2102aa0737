import { z } from 'zod';
import { type Network, NetworkType, type Place } from '../event/facts.ts';
import { Action, Outcome } from '../event/login-event.ts';
import { countryName } from './country.ts';
import type { Login } from './define.ts';
import { isoTime } from './time.ts';

/** One login as evidence: when, how, and where its address stood according to which data. */
export const Leg = z.object({
  /** ISO 8601, UTC. */
  time: z.string(),
  action: Action,
  outcome: Outcome,
  ip: z.string().optional(),
  device: z.string().optional(),
  factor: z.string().optional(),
  country: z.string(),
  region: z.string().optional(),
  city: z.string().optional(),
  /** Kilometres. */
  radiusKm: z.number(),
  registeredCountry: z.string().optional(),
  asn: z.int().optional(),
  operator: z.string().optional(),
  network: NetworkType,
  /** Kind of anonymiser, with its operator where known. */
  anonymiser: z.string().optional(),
  database: z.string(),
  /** `YYYY-MM-DD`. */
  databaseDate: z.string(),
});
export type Leg = z.infer<typeof Leg>;

export function legOf(event: Login & { place: Place; network?: Network | undefined }): Leg {
  const { place, network } = event;
  const { kind, operator } = network?.anonymiser ?? {};
  return {
    time: isoTime(event.time),
    action: event.action,
    outcome: event.outcome,
    ip: event.ip,
    device: event.device,
    factor: event.factor,
    country: place.country,
    region: place.region,
    city: place.city,
    radiusKm: place.radiusKm,
    registeredCountry: place.registeredCountry,
    asn: network?.asn,
    operator: network?.operator,
    network: network?.type ?? 'unknown',
    anonymiser: kind && operator ? `${kind} (${operator})` : kind,
    database: place.source,
    databaseDate: place.date,
  };
}

/** `Shenyang, China`; the country alone where no city is known. */
export const placeName = ({ city, country }: { city?: string | undefined; country: string }): string =>
  city === undefined ? countryName(country) : `${city}, ${countryName(country)}`;
