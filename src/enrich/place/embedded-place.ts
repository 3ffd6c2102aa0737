import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DataSource } from '../data/data-source.ts';
import type { Location } from './place-record.ts';

export interface EmbeddedPlace {
  name: string;
  /** `YYYY-MM-DD`. */
  date: string;
  source: DataSource;
  find(ip: string): Location | undefined;
}

const NAME = 'geoip-lite';
const LICENCE = 'CC BY-SA 4.0 (GeoLite2 data created by MaxMind, https://www.maxmind.com)';
/** The data file that geoip-lite 2.0.3 ships is GeoLite2 of this day; the day itself is written nowhere in it. */
const SHIPPED = { checksum: '738794f02b34c28847582790e570b533', date: '2019-08-28' };
/** How far a finding that rests on this data alone is believed. */
const CONFIDENCE = 0.6;

interface GeoipLite {
  lookup(ip: string): {
    country: string;
    region: string;
    city: string;
    ll: [number | null, number | null];
    area?: number;
  } | null;
}

/**
 * Places from the npm package `geoip-lite`, the last resort. Its tables take 110 MB, so they are read at the first
 * look-up. Coordinates come with GeoLite2's accuracy radius.
 */
export function embeddedPlace(): EmbeddedPlace {
  const require = createRequire(import.meta.url);
  const data = join(dirname(require.resolve('geoip-lite/package.json')), 'data');
  const date = dateOf(data);
  const origin = { confidence: CONFIDENCE, source: NAME, date };
  let database: GeoipLite | undefined;
  return {
    name: NAME,
    date,
    source: { name: NAME, date, confidence: CONFIDENCE, licence: LICENCE },
    find(ip) {
      database ??= require('geoip-lite') as GeoipLite;
      const found = database.lookup(ip);
      if (!found?.country) return undefined;
      const [latitude, longitude] = found.ll;
      const located = latitude !== null && longitude !== null;
      return {
        country: found.country,
        ...(found.region ? { region: found.region } : {}),
        ...(found.city ? { city: found.city } : {}),
        ...(located ? { latitude, longitude } : {}),
        ...(found.area ? { accuracyKm: found.area } : {}),
        ...origin,
      };
    },
  };
}

/** Somebody may have run the package's own update: then the data is as old as its file. */
function dateOf(folder: string): string {
  const checksum = readFileSync(join(folder, 'city.checksum'), 'utf8').trim();
  if (checksum === SHIPPED.checksum) return SHIPPED.date;
  return statSync(join(folder, 'geoip-city.dat')).mtime.toISOString().slice(0, 10);
}
