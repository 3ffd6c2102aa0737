import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { type EventRow, eventRow, fromRows, toRows } from '../../../test/support/event-rows.ts';
import { BLOCK_ROWS } from './block.ts';
import { EventLog } from './event-log.ts';
import { SCHEMA } from './schema.ts';

let db: DatabaseSync;
let log: EventLog;

beforeEach(() => {
  db = new DatabaseSync(':memory:');
  db.exec(SCHEMA);
  log = new EventLog(db);
});

let made = 0;
const events = (count: number, person: number): EventRow[] =>
  Array.from({ length: count }, (_, i) =>
    eventRow({ id: (++made).toString(16).padStart(32, '0'), person, time: 1_000_000 + i, document: '{}' }),
  );
const read = (from = log) => [...from.everyone()].map(({ person, rows }) => [person, fromRows(rows).length]);
const countOf = (table: string) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()!.n;

/** As a live commit does; whether the tail is due to be sorted. */
const appendLive = (rows: EventRow[]) => log.settled(log.appendToTail(toRows(rows)));

describe('the tail', () => {
  it('can be read only once it is committed', () => {
    const tail = log.appendToTail(toRows(events(3, 1)));
    expect(read()).toEqual([]);
    log.settled(tail);
    expect(read()).toEqual([[1, 3]]);
    expect(read(new EventLog(db))).toEqual([[1, 3]]);
  });

  it('becomes sorted blocks once it has grown, and reads the same', () => {
    expect(appendLive(events(16_000, 1))).toBe(false);
    expect(appendLive(events(1000, 2))).toBe(true);
    const before = read();
    log.sortTail();
    log.tailSorted();
    expect(countOf('tail')).toBe(0);
    expect(countOf('seg')).toBe(Math.ceil(17_000 / BLOCK_ROWS));
    expect(read()).toEqual(before);
    expect(read(new EventLog(db))).toEqual(before);
    expect(appendLive(events(1, 3))).toBe(false);
    expect(read()).toEqual([...before, [3, 1]]);
  });
});

describe('blocks', () => {
  it('that cannot hold a person or reach a time are not opened', () => {
    for (let person = 1; person <= 50; person++) log.append(toRows(events(BLOCK_ROWS, person)));
    db.exec("UPDATE seg SET body = x'00' WHERE p0 <> 7");
    expect(log.rowsOf([7], 0)).toHaveLength(BLOCK_ROWS);
    expect(log.rowsOf([7, 8], 1_000_000 + BLOCK_ROWS)).toEqual([]);
  });

  it('of many batches give each person once', () => {
    for (let k = 0; k < 5; k++) log.append(toRows([...events(300, 2), ...events(10, 1)]));
    expect(read()).toEqual([
      [1, 50],
      [2, 1500],
    ]);
  });
});
