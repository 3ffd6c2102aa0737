import { z } from 'zod';
import { ANYWHERE_KM } from '../event/facts.ts';
import type { Alert } from './alert.ts';

/**
 * The countries (ISO 3166-1 alpha-2) that a `geo` alert places a login in and that neither the claimed homes nor
 * approved travel cover: where its last event was, and every `country` in its evidence, whichever leg was last.
 */
export function contradictedCountries(alert: Alert): Set<string> {
  const countries = new Set<string>();
  if (alert.family !== 'geo') return countries;
  const place = alert.event?.place;
  if (place && place.radiusKm < ANYWHERE_KM) countries.add(place.country);
  collectCountries(alert.evidence, countries);
  for (const { country } of claimedPlaces(alert)) countries.delete(country);
  return countries;
}

const claimedPlaces = ({ claim }: Alert) => [...(claim?.homes ?? []), ...(claim?.travel ?? [])];

/** A login in evidence, as far as it says where it was. */
const Sighting = z.object({
  country: z.string(),
  region: z.string().optional(),
  city: z.string().optional(),
  radiusKm: z.number(),
});
type Sighting = z.infer<typeof Sighting>;

/**
 * The place of an alert that its claim has most to answer for: in a country that is not claimed, else in another region
 * of a claimed one, else wherever the last event was. The event goes before the logins in the evidence.
 */
export function contradictingPlace(alert: Alert): Sighting | undefined {
  const evidence = alert.evidence !== null && typeof alert.evidence === 'object' ? alert.evidence : {};
  const legs = Object.values(evidence)
    .flat()
    .map((value) => Sighting.safeParse(value).data);
  const places = [alert.event?.place, ...legs].filter((place) => place !== undefined);
  const told = places.filter(({ radiusKm }) => radiusKm < ANYWHERE_KM);
  const claimed = claimedPlaces(alert);
  const isForeign = (place: Sighting) => claimed.every(({ country }) => country !== place.country);
  const isElsewhere = (place: Sighting) =>
    place.region !== undefined &&
    claimed.every(
      ({ country, region }) => country !== place.country || (region !== undefined && region !== place.region),
    );
  return told.find(isForeign) ?? told.find(isElsewhere) ?? places[0];
}

function collectCountries(value: unknown, into: Set<string>): void {
  if (value === null || typeof value !== 'object') return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'country' && typeof inner === 'string') into.add(inner);
    else collectCountries(inner, into);
  }
}
