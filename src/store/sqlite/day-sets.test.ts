import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventRow, toRows } from '../../../test/support/event-rows.ts';
import { DaySets, IdSet } from './day-sets.ts';

const DAY = 86_400_000;

it('an id set holds exactly what was added', () => {
  // Few values, so that ids share words and meet in the table.
  const ids = fc.array(fc.uint32Array({ minLength: 4, maxLength: 4, max: 3 }), { maxLength: 400 });
  fc.assert(
    fc.property(ids, (all) => {
      const set = new IdSet();
      const known = new Set<string>();
      for (const id of all) {
        expect(set.add(id, 0)).toBe(!known.has(id.join()));
        known.add(id.join());
      }
      expect(set.size).toBe(known.size);
    }),
  );
});

describe('day sets', () => {
  /** A disk of blobs by day, the sets over it, and one event of a day offered to them. */
  function setUp(maxIds?: number) {
    const disk = new Map<number, Uint8Array[]>();
    const loads: number[] = [];
    const days = new DaySets((day) => {
      loads.push(day);
      return disk.get(day) ?? [];
    }, maxIds);
    const offer = (day: number, id: number) =>
      days.fresh(toRows([eventRow({ time: day * DAY, id: id.toString(16).padStart(32, '0') })]), 0);
    function save() {
      for (const [day, ids] of days.additions()) disk.set(day, [...(disk.get(day) ?? []), ids]);
      days.settled();
    }
    return { days, offer, save, loads };
  }

  it('writes each new id once, under its day', () => {
    const { days, offer, save } = setUp();
    expect([offer(1, 7), offer(2, 7), offer(1, 7), offer(1, 8)]).toEqual([true, true, false, true]);
    expect([...days.additions()].map(([day, ids]) => [day, ids.length])).toEqual([
      [1, 32],
      [2, 16],
    ]);
    save();
    expect([...days.additions()]).toEqual([]);
    expect(offer(1, 8)).toBe(false);
  });

  it('forget what was not committed', () => {
    const { days, offer, save } = setUp();
    offer(1, 7);
    save();
    expect(offer(1, 8)).toBe(true);
    days.discard();
    expect([offer(1, 7), offer(1, 8)]).toEqual([false, true]);
  });

  it('let the days longest unused go, and read them again when they are needed', () => {
    const { offer, save, loads } = setUp(2);
    for (const day of [1, 2, 3]) {
      offer(day, 7);
      save();
    }
    expect(offer(3, 7)).toBe(false);
    expect(loads).toEqual([1, 2, 3]);
    expect(offer(1, 7)).toBe(false);
    expect(loads).toEqual([1, 2, 3, 1]);
  });
});
