import { z } from 'zod';

/** Where an address stands, as one location database of one date has it. */
export const Place = z.object({
  /** ISO 3166-1 alpha-2. */
  country: z.string().length(2),
  /** Suffix of the ISO 3166-2 code: `NY`, `LN`. */
  region: z.string().optional(),
  city: z.string().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  /** Kilometres; the true place is within this of the coordinates. `ANYWHERE_KM` says nothing at all. */
  radiusKm: z.number().nonnegative(),
  /** 0–1: how far a finding that rests on it is believed (embedded data 0.6, a configured database 1). */
  confidence: z.number().min(0).max(1),
  /** The database, e.g. `geoip-lite`, `GeoLite2-City`. */
  source: z.string(),
  /** The database's date, `YYYY-MM-DD`. */
  date: z.string(),
  /** Country of registration where it differs from `country`. */
  registeredCountry: z.string().length(2).optional(),
});
export type Place = z.infer<typeof Place>;

/** Half the Earth's circumference: the radius of an egress that says nothing about where a person sits. */
export const ANYWHERE_KM = 20_000;

export const NetworkType = z.enum([
  'fixed',
  'mobile',
  'satellite',
  'hosting',
  'vpn',
  'relay',
  'corporate',
  'sase',
  'venue',
  'tor',
  'unknown',
]);
export type NetworkType = z.infer<typeof NetworkType>;

/** Whose network an address belongs to, and what hides behind it. */
export const Network = z.object({
  asn: z.int().optional(),
  operator: z.string().optional(),
  type: NetworkType,
  anonymiser: z
    .object({
      kind: z.enum(['vpn', 'proxy', 'residential-proxy', 'tor', 'relay', 'hosting']),
      /** The service by name, e.g. `Astrill`, where the list names it. */
      operator: z.string().optional(),
      /** `YYYY-MM-DD`: when the list last saw it so; feed tags age (tradecraft I-13). */
      seen: z.string().optional(),
      source: z.string(),
    })
    .optional(),
  /** The customer's own label from networks.csv. */
  label: z.string().optional(),
  source: z.string(),
  date: z.string(),
});
export type Network = z.infer<typeof Network>;

/** A dated home, as the roster has it. Dates are `YYYY-MM-DD`, inclusive, in the claim's zone. */
export const HomeClaim = z.object({
  country: z.string().length(2),
  region: z.string().optional(),
  city: z.string().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  timeZone: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});
export type HomeClaim = z.infer<typeof HomeClaim>;

/** Approved travel. Dates are inclusive; ± 1 day is allowed for. */
export const TravelClaim = HomeClaim.extend({ from: z.string(), to: z.string() });
export type TravelClaim = z.infer<typeof TravelClaim>;

/** What a worker claims at the time of one event. Never empty: without a home in force there is no claim. */
export const Claim = z.object({
  homes: z.array(HomeClaim).min(1),
  /** Approved travel in force at the event's time (± 1 day). */
  travel: z.array(TravelClaim),
});
export type Claim = z.infer<typeof Claim>;

/** The person behind an account, without name or anything else that must never be scored. */
export const Worker = z.object({
  id: z.string(),
  /** True when no roster row names the account. */
  provisional: z.boolean(),
  group: z.string().optional(),
  employmentType: z.string().optional(),
  /** `YYYY-MM-DD`. */
  startDate: z.string().optional(),
  endDate: z.string().optional(),
  householdId: z.string().optional(),
  deviceIds: z.array(z.string()).optional(),
});
export type Worker = z.infer<typeof Worker>;

export interface Facts {
  place: Place;
  network: Network;
  worker: Worker;
  claim: Claim;
}
export type FactName = keyof Facts;
