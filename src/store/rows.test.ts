import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventRow, eventRows, fromRows, toRows } from '../../test/support/event-rows.ts';
import { compareRows, idHex, type RowColumns, Rows } from './rows.ts';

const refs = (rows: Rows) => Array.from({ length: rows.length }, (_, i) => ({ rows, i }));

it('grows beyond its first capacity without losing anything', () => {
  fc.assert(
    fc.property(eventRows(30), fc.integer({ min: 1, max: 3 }), (events, capacity) => {
      const rows = toRows(events, capacity);
      expect(refs(rows).map((ref) => fromRows([ref])[0])).toEqual(events);
    }),
  );
});

it('copies rows of another batch whole', () => {
  fc.assert(
    fc.property(eventRows(30), (events) => {
      const from = toRows(events);
      const to = new Rows(1, 1);
      for (let i = events.length - 1; i >= 0; i--) to.copy(from, i);
      expect(fromRows(refs(to))).toEqual(fromRows(refs(from)));
      expect([...to.stampDay.subarray(0, to.length)]).toEqual(
        [...from.stampDay.subarray(0, from.length)].reverse(),
      );
    }),
  );
});

it('is empty after it was cleared, and can be filled again', () => {
  const rows = toRows([eventRow({ document: '{"old":1}' })]);
  rows.clear();
  expect(rows.length).toBe(0);
  rows.addText('{}');
  expect(rows.document(0)).toBe('{}');
});

it('survives a message between threads', () => {
  const events = [eventRow(), eventRow({ person: 2 })];
  const rows = toRows(events);
  const sent = structuredClone({ ...rows } as RowColumns, { transfer: rows.buffers() });
  expect(fromRows(refs(Rows.revive(sent)))).toEqual(events);
});

it('is ordered by time, then by id as a whole number', () => {
  fc.assert(
    fc.property(eventRows(20), (events) => {
      const [low, high] = ['7fffffff', '80000000'].map((word) => word.padEnd(32, '0'));
      const all = [...events, eventRow({ id: high! }), eventRow({ id: low! })];
      const sorted = refs(toRows(all)).sort(compareRows);
      const expected = all.toSorted((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
      expect(sorted.map(idHex)).toEqual(expected.map(({ id }) => id));
    }),
  );
});
