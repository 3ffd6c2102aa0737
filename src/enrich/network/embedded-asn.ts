import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DataSource } from '../data/data-source.ts';
import { addressWords, compareWords, type Words } from './address-words.ts';
import { type Find, segments } from './segments.ts';

export interface Asn {
  asn: number;
  operator: string;
}

export interface EmbeddedAsn {
  name: string;
  /** `YYYY-MM-DD`, from the package's version. */
  date: string;
  /** Its `records` are the ranges read so far: nothing is read before the first look-up. */
  readonly source: DataSource;
  find(address: Words): Asn | undefined;
}

const PACKAGE = '@ip-location-db/asn';
const LICENCE = 'CC BY 4.0 (RouteViews, NRO, IP Geolocation by DB-IP, https://db-ip.com)';
/** The publisher says that this edition has faults. */
const CONFIDENCE = 0.6;
const QUOTE = 34;
const COMMA = 44;
const NEWLINE = 10;

/** Address → ASN from the npm package `@ip-location-db/asn`: RouteViews, the registries and DB-IP, CC BY 4.0. */
export function embeddedAsn(): EmbeddedAsn {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve(`${PACKAGE}/package.json`);
  const { version } = require(manifest) as { version: string };
  const date = dateOf(version);
  const folder = dirname(manifest);
  const networks: Asn[] = [];
  const indexes = new Map<number, number>();
  let records = 0;
  let v4: Find | undefined;
  let v6: Find | undefined;

  function indexOf(asn: number, operator: string): number {
    let index = indexes.get(asn);
    if (index === undefined) {
      index = networks.push(Object.freeze({ asn, operator })) - 1;
      indexes.set(asn, index);
    }
    return index;
  }

  function load(file: string, width: 1 | 4): Find {
    const cut = segments(width);
    let covered: Words | undefined;
    for (const [first, last, asn, operator] of rows(readFileSync(join(folder, file)))) {
      const start = width === 1 ? Uint32Array.of(Number(first)) : addressWords(first);
      const end = width === 1 ? Uint32Array.of(Number(last)) : addressWords(last);
      if (start?.length !== width || end?.length !== width) continue;
      // The published file has a row that overlaps the one before it.
      if (covered && compareWords(start, covered) <= 0) continue;
      cut.add(start, indexOf(Number(asn), operator));
      cut.endAfter(end);
      covered = end;
      records += 1;
    }
    return cut.finish();
  }

  return {
    name: PACKAGE,
    date,
    get source() {
      const read = records > 0 ? { records } : {};
      return { name: PACKAGE, date, ...read, confidence: CONFIDENCE, licence: LICENCE };
    },
    find(address) {
      if (address.length === 1) {
        v4 ??= load('asn-ipv4-num.csv', 1);
        return networks[v4(address)];
      }
      v6 ??= load('asn-ipv6.csv', 4);
      return networks[v6(address)];
    },
  };
}

/** `2.3.2026061719` is the build of 2026-06-17. */
function dateOf(version: string): string {
  const stamp = version.slice(version.lastIndexOf('.') + 1);
  return `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}`;
}

type Row = [first: string, last: string, asn: string, operator: string];

/** The four columns of each line; the last one alone is quoted, where it holds a comma. */
function* rows(bytes: Buffer): Generator<Row> {
  for (let at = 0; at < bytes.length; ) {
    let end = bytes.indexOf(NEWLINE, at);
    if (end < 0) end = bytes.length;
    const first = bytes.indexOf(COMMA, at);
    const second = bytes.indexOf(COMMA, first + 1);
    const third = bytes.indexOf(COMMA, second + 1);
    const quoted = bytes[third + 1] === QUOTE;
    const operator = bytes.toString('utf8', third + (quoted ? 2 : 1), quoted ? end - 1 : end);
    yield [
      bytes.toString('latin1', at, first),
      bytes.toString('latin1', first + 1, second),
      bytes.toString('latin1', second + 1, third),
      quoted ? operator.replaceAll('""', '"') : operator,
    ];
    at = end + 1;
  }
}
