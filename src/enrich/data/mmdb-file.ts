import { Reader, type Response } from 'maxmind';
import type { FileFacts } from './data-file.ts';
import { DataFileError } from './data-file-error.ts';

/** A MaxMind-format database held in memory. */
export interface Mmdb {
  /** For example `GeoLite2-City`. */
  type: string;
  /** `YYYY-MM-DD`: when the vendor built it. */
  date: string;
  /** Look-ups that met damaged data and therefore found nothing. */
  readonly damaged: number;
  /**
   * The record of a valid address, or undefined. Records are shared between look-ups: equal ones are mostly the same
   * object, and none may be changed. Never throws.
   */
  get(ip: string): object | undefined;
}

const MARKER = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')]);
/** The format's own bound: the metadata stands in the last 128 KiB. */
const METADATA_WITHIN = 128 * 1024;
/** Zero bytes between the search tree and the data. */
const SEPARATOR_BYTES = 16;
const REMEMBERED = 20_000;

/** Throws `DataFileError` for what is no MaxMind DB, or one cut short. */
export function readMmdb(bytes: Buffer, { file }: FileFacts): Mmdb {
  const reader = openReader(bytes, file);
  const { metadata } = reader;
  let damaged = 0;
  return {
    type: metadata.databaseType,
    date: metadata.buildEpoch.toISOString().slice(0, 10),
    get damaged() {
      return damaged;
    },
    get(ip) {
      if (metadata.ipVersion === 4 && ip.includes(':')) return undefined;
      try {
        const record: unknown = reader.get(ip);
        return typeof record === 'object' && record !== null ? record : undefined;
      } catch {
        damaged += 1;
        return undefined;
      }
    },
  };
}

function openReader(bytes: Buffer, file: string): Reader<Response> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw new DataFileError(file, 'is gzip-compressed: unpack it and name the .mmdb file');
  }
  if (bytes.subarray(-METADATA_WITHIN).lastIndexOf(MARKER) < 0) {
    throw new DataFileError(
      file,
      'is no MaxMind DB, or is cut short: its metadata is missing; download it again',
    );
  }
  try {
    const reader = new Reader(bytes, { cache: boundedCache() });
    const { searchTreeSize, databaseType, buildEpoch } = reader.metadata;
    const usable = searchTreeSize + SEPARATOR_BYTES <= bytes.length && Number.isFinite(buildEpoch.getTime());
    if (usable && typeof databaseType === 'string') return reader;
  } catch {
    // Said below.
  }
  throw new DataFileError(file, 'is a damaged MaxMind DB: its metadata cannot be read; download it again');
}

/** The library's own cache cannot be kept small: it takes a limit of 0 for 10,000 and is not reachable from outside. */
function boundedCache() {
  const kept = new Map<string | number, unknown>();
  return {
    get: (offset: string | number) => kept.get(offset),
    set(offset: string | number, value: unknown) {
      if (kept.size >= REMEMBERED) kept.clear();
      kept.set(offset, value);
    },
  };
}
