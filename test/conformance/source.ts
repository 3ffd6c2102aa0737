import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoginEvent } from '../../src/event/login-event.ts';
import { inEventRange } from '../../src/event/time.ts';
import { parseJsonRecord } from '../../src/intake/split.ts';
import type { Readable } from '../../src/sources/detect.ts';
import type { Parsed, Source } from '../../src/sources/source.ts';

export const CONTEXT = { receivedAt: Date.parse('2026-11-20T12:00:00Z'), zone: 'UTC' };
/** Reasons are counted and shown: words from a fixed list, never anything out of a record. */
const REASON = /^[\w :-]{1,60}$/;

/** `samples/records.ndjson`, or `.log` for lines: records in the vendor's shape, one a line. */
export function sampleRecords(source: Source, folder: string): Readable[] {
  const file = source.kind === 'json' ? 'records.ndjson' : 'records.log';
  const lines = readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean);
  return source.kind === 'json' ? lines.map((line) => objectOf(line)) : lines;
}

export function parseWith(source: Source, record: Readable): Parsed {
  return source.kind === 'json'
    ? source.parse(record as Record<string, unknown>, CONTEXT)
    : source.parse(record as string, CONTEXT);
}

const claims = (source: Source, record: Readable): boolean =>
  source.kind === 'json'
    ? typeof record !== 'string' && source.claims(record)
    : typeof record === 'string' && source.claims(record);

/**
 * What must hold of any source. `samples/expected.json` beside the records tells, in their order, what each becomes:
 * `{ "ok": […], "stampDay": … }`, `{ "drop": … }` or `{ "reject": … }`.
 */
export function describeSource(source: Source, folder: string, foreign: readonly Readable[]): void {
  const records = sampleRecords(source, folder);
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as object[];

  describe(source.id, () => {
    it('makes of every sample what is expected', () => {
      expect(records.map((record) => told(parseWith(source, record)))).toEqual(expected);
    });

    it('shows an event, a drop and a reject', () => {
      const kinds = new Set(records.map((record) => parseWith(source, record).kind));
      expect([...kinds].sort()).toEqual(['drop', 'ok', 'reject']);
    });

    it('claims its own samples and no others', () => {
      for (const record of records) expect(claims(source, record), JSON.stringify(record)).toBe(true);
      for (const record of foreign) expect(claims(source, record), JSON.stringify(record)).toBe(false);
    });

    it('tells of each event who, when and under which id', () => {
      for (const record of records) expectSound(source, record);
    });

    it('gives the same each time, whenever the record arrives', () => {
      for (const record of records) {
        const first = parseWith(source, record);
        expect(parseWith(source, record)).toEqual(first);
        expect(parseWith(source, structuredClone(record))).toEqual(first);
      }
    });

    it('makes of any bent record an event, a drop or a reject', () => {
      fc.assert(
        fc.property(bent(records), (record) => expectSound(source, record)),
        { numRuns: 500 },
      );
    });

    // Where reading is quadratic in the length this takes minutes, and otherwise a moment.
    it('reads fields of 100 kB in one pass', () => {
      for (const record of records.slice(0, 3)) {
        for (const unit of ['a', ' ', '\\', '"', '{', ':', 'level=', '1', '.', '@', 'x-', '\0', 'é']) {
          expectSound(source, swollen(record, unit.repeat(100_000 / unit.length)));
        }
      }
    });
  });
}

const told = (parsed: Parsed): object =>
  parsed.kind === 'ok' ? { ok: parsed.events, stampDay: parsed.stampDay } : { [parsed.kind]: parsed.reason };

function expectSound(source: Source, record: Readable): void {
  const before = JSON.stringify(record);
  const parsed = parseWith(source, record);
  expect(JSON.stringify(record)).toBe(before);
  if (parsed.kind !== 'ok') {
    expect(parsed.reason).toMatch(REASON);
    return;
  }
  expect(Number.isInteger(parsed.stampDay)).toBe(true);
  expect(parsed.events.length).toBeGreaterThan(0);
  for (const event of parsed.events) {
    expect(LoginEvent.parse(event)).toEqual(event);
    expect(new Date(event['@timestamp']).toISOString()).toBe(event['@timestamp']);
    expect(inEventRange(Date.parse(event['@timestamp']))).toBe(true);
  }
}

function objectOf(line: string): Record<string, unknown> {
  const read = parseJsonRecord(Buffer.from(line));
  if ('reason' in read) throw new Error(`a sample is ${read.reason}: ${line.slice(0, 80)}`);
  return read.record;
}

/** Samples with a few places changed: removed, retyped, filled with what belongs elsewhere. */
function bent(records: readonly Readable[]): fc.Arbitrary<Readable> {
  const changes = fc.array(fc.tuple(fc.nat(), value), { minLength: 1, maxLength: 6 });
  return fc.tuple(fc.constantFrom(...records), changes).map(([record, list]) => {
    if (typeof record === 'string') return list.reduce(cutLine, record);
    const copy = structuredClone(record);
    for (const [pick, change] of list) {
      const places = placesIn(copy);
      const place = places[pick % places.length];
      if (!place) break;
      if (change === undefined) Reflect.deleteProperty(place.parent, place.key);
      else put(place, structuredClone(change));
    }
    return copy;
  });
}

const value = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    'unknown',
    '0.0.0.0',
    '2001:db8::1',
    '2026-02-30T00:00:00Z',
    '{',
    '{}',
    '[]',
  ),
  fc.constantFrom<unknown>({}, [], [null], [[]], { type: 'User' }, true, -1, 1e300, 'CORP\\', '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string(),
);

function cutLine(line: string, [pick, change]: [number, unknown]): string {
  const at = pick % (line.length + 1);
  return line.slice(0, at) + (typeof change === 'string' ? change : '') + line.slice(at + (pick % 7));
}

interface Place {
  parent: object;
  key: string;
}

/** As JSON.parse would: `__proto__` is a key like any other. */
function put({ parent, key }: Place, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true });
}

const placesIn = (value: object): Place[] =>
  Object.entries(value).flatMap(([key, inner]) => [
    { parent: value, key },
    ...(typeof inner === 'object' && inner !== null ? placesIn(inner) : []),
  ]);

/** The record with every text replaced, or the line with the long text in its midst. */
function swollen(record: Readable, long: string): Readable {
  if (typeof record === 'string')
    return record.slice(0, record.length / 2) + long + record.slice(record.length / 2);
  const copy = structuredClone(record);
  for (const { parent, key } of placesIn(copy)) {
    const spared = key.toLowerCase() === 'eventtype' || key === 'published' || key === '@timestamp';
    if (!spared && typeof Reflect.get(parent, key) === 'string') put({ parent, key }, long);
  }
  return copy;
}
