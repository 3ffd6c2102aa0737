import type { Place } from '../../event/facts.ts';
import { regionCode } from './region-codes.ts';

/** What a database says of an address before the network's type has set the radius. */
export type Location = Omit<Place, 'radiusKm'> & { accuracyKm?: number };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one record of a city database. Three schemas: MaxMind's nested one (GeoLite2, GeoIP2 City and Enterprise, and
 * DB-IP's own files, which name regions instead of coding them), the flat `country_code` one of DB-IP re-builds, and
 * IPinfo's, whose coordinates are texts. Undefined without a country.
 */
export function locationOf(record: object, origin: { source: string; date: string }): Location | undefined {
  const fields = record as Fields;
  const nested = object(fields.country) !== undefined || object(fields.registered_country) !== undefined;
  const found = nested ? nestedLocation(fields) : flatLocation(fields);
  if (!found) return undefined;
  const { latitude, longitude, accuracyKm, region, city, registeredCountry, country } = found;
  const located =
    latitude !== undefined &&
    longitude !== undefined &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
  return Object.freeze({
    country,
    ...(region ? { region } : {}),
    ...(city ? { city } : {}),
    ...(located ? { latitude, longitude } : {}),
    ...(accuracyKm !== undefined && accuracyKm >= 0 ? { accuracyKm } : {}),
    ...(registeredCountry && registeredCountry !== country ? { registeredCountry } : {}),
    confidence: 1,
    source: origin.source,
    date: origin.date,
  });
}

interface Found {
  country: string;
  region?: string | undefined;
  city?: string | undefined;
  latitude?: number | undefined;
  longitude?: number | undefined;
  accuracyKm?: number | undefined;
  registeredCountry?: string | undefined;
}

function nestedLocation(fields: Fields): Found | undefined {
  const registered = object(fields.registered_country);
  const country = code(object(fields.country)?.iso_code) ?? code(registered?.iso_code);
  if (!country) return undefined;
  const subdivision = Array.isArray(fields.subdivisions) ? object(fields.subdivisions[0]) : undefined;
  const location = object(fields.location);
  return {
    country,
    region: text(subdivision?.iso_code) ?? regionCode(country, englishName(subdivision)),
    city: englishName(object(fields.city)),
    latitude: number(location?.latitude),
    longitude: number(location?.longitude),
    accuracyKm: number(location?.accuracy_radius),
    registeredCountry: code(registered?.iso_code),
  };
}

function flatLocation(fields: Fields): Found | undefined {
  const country = code(fields.country_code) ?? code(fields.country);
  if (!country) return undefined;
  const name = text(fields.region) ?? text(fields.state1);
  return {
    country,
    region: text(fields.region_code) ?? regionCode(country, name),
    city: text(fields.city),
    latitude: number(fields.latitude ?? fields.lat),
    longitude: number(fields.longitude ?? fields.lng),
    accuracyKm: number(fields.radius),
  };
}

function englishName(value: Fields | undefined): string | undefined {
  return text(object(value?.names)?.en);
}

function object(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function code(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : undefined;
}

function number(value: unknown): number | undefined {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}
