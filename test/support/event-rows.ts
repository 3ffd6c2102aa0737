import fc from 'fast-check';
import { compareRows, idHex, type RowRef, Rows } from '../../src/store/rows.ts';

/** One event row in plain values: what a store must give back as it was given. */
export interface EventRow {
  /** 32 hex digits. */
  id: string;
  time: number;
  person: number;
  account: number;
  fact: number;
  revision: number;
  origin: number;
  offset: number;
  line: number;
  document: string;
}

export function eventRow(different: Partial<EventRow> = {}): EventRow {
  return {
    id: '00000000000000000000000000000001',
    time: Date.UTC(2026, 10, 19, 12),
    person: 1,
    account: 1,
    fact: 0,
    revision: 1,
    origin: 1,
    offset: 0,
    line: 1,
    document: '{"event":{"id":"e1"}}',
    ...different,
  };
}

export function toRows(events: readonly EventRow[], capacity = 4): Rows {
  const rows = new Rows(capacity, 16);
  for (const event of events) {
    const i = rows.addText(event.document);
    rows.setId(i, event.id);
    rows.time[i] = event.time;
    rows.stampDay[i] = Math.floor(event.time / 86_400_000);
    rows.person[i] = event.person;
    rows.account[i] = event.account;
    rows.fact[i] = event.fact;
    rows.revision[i] = event.revision;
    rows.origin[i] = event.origin;
    rows.offset[i] = event.offset;
    rows.line[i] = event.line;
  }
  return rows;
}

/** In the order of the fold. */
export const fromRows = (refs: readonly RowRef[]): EventRow[] => refs.toSorted(compareRows).map(fromRow);

const fromRow = (ref: RowRef): EventRow => {
  const { rows, i } = ref;
  return {
    id: idHex(ref),
    time: rows.time[i]!,
    person: rows.person[i]!,
    account: rows.account[i]!,
    fact: rows.fact[i]!,
    revision: rows.revision[i]!,
    origin: rows.origin[i]!,
    offset: rows.offset[i]!,
    line: rows.line[i]!,
    document: rows.document(i),
  };
};

const number32 = fc.nat({ max: 0xffffffff });
const hex128 = fc
  .array(number32, { minLength: 4, maxLength: 4 })
  .map((words) => words.map((word) => word.toString(16).padStart(8, '0')).join(''));

/** Events of a few people over a few days, all different. */
export const eventRows = (maxLength: number) =>
  fc.uniqueArray(
    fc.record({
      id: hex128,
      time: fc.integer({ min: Date.UTC(2026, 10, 1), max: Date.UTC(2026, 10, 5) }),
      person: fc.integer({ min: 1, max: 5 }),
      account: number32,
      fact: number32,
      revision: number32,
      origin: number32,
      offset: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      line: number32,
      document: fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })),
    }),
    { selector: ({ id }) => id, maxLength },
  );
