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
  for (const { country } of [...(alert.claim?.homes ?? []), ...(alert.claim?.travel ?? [])]) {
    countries.delete(country);
  }
  return countries;
}

function collectCountries(value: unknown, into: Set<string>): void {
  if (value === null || typeof value !== 'object') return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'country' && typeof inner === 'string') into.add(inner);
    else collectCountries(inner, into);
  }
}
