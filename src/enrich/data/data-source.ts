import { licenceOf } from './licences.ts';
import type { Mmdb } from './mmdb-file.ts';

/** One set of data that places or networks come from. */
export interface DataSource {
  name: string;
  file?: string;
  /** `YYYY-MM-DD`. */
  date: string;
  /** Whole days before the `now` that was asked with. */
  ageDays?: number;
  records?: number;
  /** 0–1: how far a finding that rests on it alone is believed. */
  confidence: number;
  licence?: string;
  /** Look-ups that met damaged data and found nothing. */
  damaged?: number;
}

const DAY_MS = 86_400_000;

/** `now` in ms. */
export function aged(source: DataSource, now: number | undefined): DataSource {
  if (now === undefined) return source;
  return { ...source, ageDays: Math.max(0, Math.floor((now - Date.parse(source.date)) / DAY_MS)) };
}

export function databaseSource(file: string, { type, date, damaged }: Mmdb): DataSource {
  const licence = licenceOf(type);
  return {
    name: type,
    file,
    date,
    confidence: 1,
    ...(licence ? { licence } : {}),
    ...(damaged > 0 ? { damaged } : {}),
  };
}
