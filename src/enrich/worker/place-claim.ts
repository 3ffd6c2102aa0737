import tzLookup from 'tz-lookup';
import { defined } from '../../config/defined.ts';
import type { Problem } from '../../config/problem.ts';
import type { HomeClaim } from '../../event/facts.ts';
import { isZone } from '../../event/time.ts';
import type { Point } from '../../kit/sphere.ts';
import type { Gazetteer } from './gazetteer.ts';

/** A table row that names a place. */
export interface PlacedRow {
  line: number;
  country: string;
  region?: string;
  city?: string;
  latitude?: number;
  longitude?: number;
  time_zone?: string;
}

/** The claim of a row, with coordinates and time zone as far as they can be had; a gap says why a city has none. */
export function placeClaim(
  file: string,
  row: PlacedRow,
  gazetteer: Gazetteer,
): { claim: HomeClaim; gap?: Problem } {
  const { country, region, city, latitude, longitude } = row;
  const located =
    latitude !== undefined && longitude !== undefined
      ? { point: { latitude, longitude } }
      : cityPoint(file, row, gazetteer);
  const timeZone = row.time_zone ?? (located.point && zoneAt(located.point));
  const claim = defined({ country, region, city, ...located.point, timeZone });
  return defined({ claim, gap: located.gap });
}

function cityPoint(
  file: string,
  { line, country, region, city }: PlacedRow,
  gazetteer: Gazetteer,
): { point?: Point; gap?: Problem } {
  if (city === undefined) return {};
  const located = gazetteer({ country, region, city });
  if (located.kind === 'found') return { point: located.point };
  const within = region === undefined ? country : `${country}-${region}`;
  if (located.kind === 'unknown') {
    const message = `no city "${city}" is known in ${within}: the claim holds for ${within} as a whole`;
    const meant = located.nearest === undefined ? '' : `did you mean ${located.nearest}? Or `;
    return { gap: { file, line, message, fix: `${meant}fill in latitude and longitude` } };
  }
  const choices = located.points.map((point) => `${point.latitude},${point.longitude}`).join(' or ');
  const message = `${within} has several places named "${city}": the claim holds for ${within} as a whole`;
  return { gap: { file, line, message, fix: `fill in latitude and longitude: ${choices}` } };
}

function zoneAt({ latitude, longitude }: Point): string | undefined {
  const zone = tzLookup(latitude, longitude);
  return isZone(zone) ? zone : undefined;
}
