import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store, Unit } from '../../src/store/port.ts';
import { type EventRow, eventRow, eventRows, fromRows, toRows } from '../support/event-rows.ts';
import { contents, EMPTY, FULL, PRESENT, SUBJECT } from '../support/full-unit.ts';
import { november, sampleAlert } from '../support/sample-alert.ts';

/** A store of a driver, empty at first. */
export interface OpenStore {
  store: Store;
  /** The same store as another process finds it, after this one was killed. */
  reopen(): Store | Promise<Store>;
  dispose(): void | Promise<void>;
}

/** What any driver of the store port must do. */
export function describeStore(name: string, open: () => OpenStore | Promise<OpenStore>): void {
  describe(`${name} as a store`, () => {
    let opened: OpenStore;
    let store: Store;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.dispose());

    /** Takes events as the engine does: those never seen before are committed. Returns how many those were. */
    function accept(events: readonly EventRow[], unit: Unit = {}): number {
      const flags = store.fresh(toRows(events), () => true);
      const accepted = events.filter((_, i) => flags[i] === 1);
      store.commit({ ...unit, rows: toRows(accepted) });
      return accepted.length;
    }
    const events = (...ids: number[]) =>
      ids.map((id) => eventRow({ id: id.toString(16).padStart(32, '0'), time: november(19) + id }));
    const everything = () => [...store.everyone()].map(({ person, rows }) => [person, fromRows(rows)]);

    it('is empty at first', () => {
      expect(contents(store)).toEqual(EMPTY);
    });

    it('gives back all that a unit holds, also to the next process', async () => {
      accept(events(1, 2), FULL);
      expect(contents(store)).toEqual({
        rows: [[1, events(1, 2)]],
        eventCount: 2,
        edge: november(19) + 2,
        tickedDay: 20_776,
        accounts: FULL.accounts,
        facts: FULL.facts,
        revisions: [FULL.revision],
        origins: FULL.origins,
        progress: FULL.progress![0],
        dirty: FULL.dirty,
        touched: FULL.touched,
        subject: SUBJECT,
        presence: { rows: FULL.presence!.flatMap(({ rows }) => rows), crowded: false },
        presenceOf: [PRESENT],
        alerts: FULL.alerts,
        cases: FULL.cases,
        decision: FULL.decisions![0],
        records: FULL.records,
        evaluations: FULL.evaluations,
        rejected: FULL.rejected!.map((rejected) => ({ ...rejected, id: expect.any(Number) })),
      });
      const before = contents(store);
      store = await opened.reopen();
      expect(contents(store)).toEqual(before);
    });

    it.each([true, false])('leaves nothing of a unit that fails half-way (spread: %s)', async (spread) => {
      accept(events(1), { spread });
      const before = contents(store);
      // JSON cannot hold it, in whatever way a driver writes an alert.
      const impossible = sampleAlert({ evidence: 1n });
      expect(() => accept(events(2), { ...FULL, spread, alerts: [impossible] })).toThrow();
      expect(contents(store)).toEqual(before);
      expect(accept(events(2), { spread })).toBe(1);
      store = await opened.reopen();
      expect(contents(store)).toEqual({
        ...before,
        rows: [[1, events(1, 2)]],
        eventCount: 2,
        edge: november(19) + 2,
      });
    });

    describe('freshness', () => {
      it('is exact within a batch, between batches and between processes', async () => {
        expect(accept([...events(1, 2, 1), ...events(2)])).toBe(2);
        expect(accept(events(2, 3))).toBe(1);
        store = await opened.reopen();
        expect(accept(events(1, 2, 3, 4))).toBe(1);
        expect(store.eventCount()).toBe(4);
      });

      it('is asked only for what is wanted', () => {
        const flags = store.fresh(toRows(events(1, 2)), (i) => i === 1);
        expect([...flags]).toEqual([0, 1]);
        store.commit({ rows: toRows(events(2)) });
        expect(accept(events(1, 2))).toBe(1);
      });

      it('is by the day of the stamp: a relayed repeat has the same, the same text a day later has not', () => {
        const [event] = events(1);
        expect(accept([event!, { ...event!, time: event!.time + 86_400_000 }])).toBe(2);
      });

      it('tells ids apart that differ in one bit', () => {
        const bits = Array.from({ length: 128 }, (_, bit) =>
          eventRow({ id: (1n << BigInt(bit)).toString(16).padStart(32, '0') }),
        );
        expect(accept(bits)).toBe(128);
        expect(accept(bits)).toBe(0);
      });

      it('holds for any deliveries', () => {
        fc.assert(
          fc.property(fc.array(fc.array(fc.nat({ max: 60 }))), (deliveries) => {
            const seen = new Set<number>();
            const offset = (store.eventCount() + 1) * 1000;
            for (const ids of deliveries) {
              const fresh = new Set(ids.filter((id) => !seen.has(id)));
              expect(accept(events(...ids.map((id) => id + offset)))).toBe(fresh.size);
              for (const id of fresh) seen.add(id);
            }
          }),
          { numRuns: 20 },
        );
      });
    });

    describe('the event log', () => {
      it('reads back what was written, person by person, however it was written', async () => {
        const batches = fc.array(fc.tuple(fc.boolean(), eventRows(40)), { maxLength: 4 });
        const from = fc.integer({ min: november(1), max: november(5) });
        await fc.assert(fc.asyncProperty(batches, from, expectReadBack), { numRuns: 15 });
      });

      async function expectReadBack(batches: readonly [spread: boolean, EventRow[]][], from: number) {
        await opened.dispose();
        opened = await open();
        store = opened.store;
        const written = new Map<string, EventRow>();
        for (const [spread, batch] of batches) {
          const added = batch.filter(({ id }) => !written.has(id));
          for (const event of added) written.set(event.id, event);
          accept(added, { spread });
        }
        const all = [...written.values()];
        for (const again of [false, true]) {
          if (again) store = await opened.reopen();
          const read = [...store.everyone()];
          expectSame(
            read.flatMap(({ rows }) => fromRows(rows)),
            all,
          );
          const persons = new Set(all.map(({ person }) => person));
          expect(read.map(({ person }) => person)).toEqual([...persons].sort((a, b) => a - b));
          expectSame(
            fromRows(store.rowsOf([2, 4], from)),
            all.filter(({ person, time }) => (person === 2 || person === 4) && time >= from),
          );
        }
      }

      it('keeps one person together over many batches and blocks', () => {
        const batch = (k: number) =>
          Array.from({ length: 700 }, (_, i) =>
            eventRow({
              id: (k * 1000 + i).toString(16).padStart(32, '0'),
              person: 1 + (i % 3),
              time: november(1) + ((i * 7919 + k) % 5000) * 60_000,
              document: `{"n":${i}}`,
            }),
          );
        for (let k = 0; k < 4; k++) accept(batch(k), { spread: k % 2 === 1 });
        const all = [0, 1, 2, 3].flatMap(batch);
        for (const { person, rows } of store.everyone()) {
          expectSame(
            fromRows(rows),
            all.filter((event) => event.person === person),
          );
        }
        expect(everything().map(([person]) => person)).toEqual([1, 2, 3]);
        const late = november(3);
        expectSame(
          fromRows(store.rowsOf([2], late)),
          all.filter(({ person, time }) => person === 2 && time >= late),
        );
        expect(store.rowsOf([9], 0)).toEqual([]);
      });
    });

    describe('ledgers', () => {
      it('add up what each unit adds, and forget what comes to nothing', () => {
        const record = { source: 'okta', outcome: 'rejected', reason: 'invalid JSON', n: 2 } as const;
        const evaluation = { detector: 'd', outcome: 'fired', reason: '', n: 3 } as const;
        store.commit({ records: [record], evaluations: [evaluation] });
        store.commit({ records: [{ ...record, n: 5 }], evaluations: [{ ...evaluation, n: -1 }] });
        expect(store.records()).toEqual([{ ...record, n: 7 }]);
        expect(store.evaluations()).toEqual([{ ...evaluation, n: 2 }]);
        store.commit({ records: [{ ...record, n: -7 }], evaluations: [{ ...evaluation, n: -2 }] });
        expect([store.records(), store.evaluations()]).toEqual([[], []]);
      });

      it('lose a rejected record only once it is taken up', () => {
        store.commit({ rejected: [...FULL.rejected!, { ...FULL.rejected![0]!, line: 9 }] });
        const [first] = store.rejected();
        store.commit({ retried: [first!.id] });
        expect([...store.rejected()].map(({ line }) => line)).toEqual([9]);
      });
    });

    describe('marks', () => {
      const dirty = (since: number, late = false) => ({ worker: 'w1', since, late });

      it('of dirty workers keep the oldest change and whether any came late, until the worker is judged', () => {
        store.commit({ dirty: [dirty(500), { worker: 'w2', since: 1, late: false }] });
        store.commit({ dirty: [dirty(300, true)] });
        store.commit({ dirty: [dirty(400)] });
        expect(store.dirty()).toEqual([dirty(300, true), { worker: 'w2', since: 1, late: false }]);
        store.commit({ subjects: [{ ...SUBJECT, snapsChanged: true }] });
        expect(store.dirty().map(({ worker }) => worker)).toEqual(['w2']);
      });

      it('of addresses and devices that several workers used last until they are judged', async () => {
        const use = (kind: 'address' | 'device', subject: string, ...workers: string[]) =>
          store.commit({
            presence: workers.map((worker) => ({ worker, rows: [{ ...PRESENT, kind, subject, worker }] })),
            touched: [{ kind, subject }],
          });
        use('address', 'a', 'w1', 'w2');
        use('address', 'b', 'w1');
        use('device', 'a', 'w1');
        use('device', 'a', 'w2');
        store = await opened.reopen();
        expect(store.touched().map(({ kind, subject }) => [kind, subject])).toEqual([
          ['address', 'a'],
          ['device', 'a'],
        ]);
        store.commit({ judged: [{ kind: 'address', subject: 'a' }] });
        expect(store.touched().map(({ kind, subject }) => [kind, subject])).toEqual([['device', 'a']]);
      });
    });

    describe('what was judged', () => {
      it('is replaced by what is judged anew; snaps only where they changed', () => {
        store.commit({ subjects: [{ ...SUBJECT, snapsChanged: true }] });
        const state = { ...SUBJECT.state, tickedDay: 7 };
        store.commit({ subjects: [{ ...SUBJECT, state, snaps: [], snapsChanged: false }] });
        expect(store.subject('w1')).toEqual({ ...SUBJECT, state });
        store.commit({ subjects: [{ ...SUBJECT, head: null, snaps: [], snapsChanged: true }] });
        expect(store.subject('w1')).toEqual({ ...SUBJECT, head: null, snaps: [] });
      });

      it('joins the presence of one day, or puts it anew from a day on', () => {
        const at = (day: number, first: number, last: number) => ({ ...PRESENT, day, first, last });
        const read = () =>
          store
            .presence('address', PRESENT.subject, 9)
            .rows.map(({ day, first, last }) => [day, first, last]);
        store.commit({ presence: [{ worker: 'w1', rows: [at(1, 10, 20), at(2, 10, 20)] }] });
        store.commit({ presence: [{ worker: 'w1', rows: [at(1, 30, 40)] }] });
        expect(read()).toEqual([
          [1, 10, 40],
          [2, 10, 20],
        ]);
        store.commit({ presence: [{ worker: 'w1', replaceFrom: 2, rows: [at(3, 1, 2)] }] });
        expect(read()).toEqual([
          [1, 10, 40],
          [3, 1, 2],
        ]);
        expect(store.presenceOf('w1', 2).map(({ day }) => day)).toEqual([3]);
      });

      it('reads of a crowd the first workers by id', () => {
        const rows = ['w3', 'w1', 'w2'].map((worker) => ({ ...PRESENT, worker }));
        store.commit({ presence: rows.map((row) => ({ worker: row.worker, rows: [row] })) });
        const { rows: read, crowded } = store.presence('address', PRESENT.subject, 2);
        expect(read.map(({ worker }) => worker)).toEqual(['w1', 'w2']);
        expect(crowded).toBe(true);
        expect(store.presence('address', PRESENT.subject, 3)).toMatchObject({ crowded: false });
      });

      it('finds alerts by worker and by subject, in the order of time and id', () => {
        const alerts = [
          sampleAlert({ id: 'c', time: november(2) }),
          sampleAlert({ id: 'b', time: november(2), worker: 'w2' }),
          sampleAlert({ id: 'a', time: november(3), subject: { kind: 'device', key: 'd1' } }),
        ];
        store.commit({ alerts });
        const ids = (found: Iterable<{ id: string }>) => [...found].map(({ id }) => id);
        expect(ids(store.alerts())).toEqual(['b', 'c', 'a']);
        expect(ids(store.alertsOf('w1'))).toEqual(['c', 'a']);
        expect(ids(store.alertsAbout({ kind: 'device', key: 'd1' }))).toEqual(['a']);
        expect(ids(store.alertsAbout({ kind: 'worker', key: 'd1' }))).toEqual([]);
        store.commit({ alerts: [{ ...alerts[0]!, status: 'superseded', revision: 2 }] });
        expect(store.alert('c')).toMatchObject({ status: 'superseded', revision: 2 });
        expect(ids(store.alerts())).toHaveLength(3);
      });

      it("keeps people's decisions apart from what the machine makes of a case", () => {
        store.commit({ cases: FULL.cases!, decisions: FULL.decisions! });
        const reopened = { ...FULL.cases![0]!, revision: 9 };
        store.commit({ cases: [reopened] });
        expect(store.case('c1')).toEqual(reopened);
        expect(store.casesOf('w1').map(({ ordinal }) => ordinal)).toEqual([1, 2]);
        expect(store.decision('c1')).toEqual(FULL.decisions![0]);
      });
    });

    it('can be read while it is being read', () => {
      store.commit(FULL);
      const pairs = [...store.alerts()].flatMap(({ id }) =>
        [...store.alerts()].map((other) => [id, other.id]),
      );
      expect(pairs).toHaveLength(FULL.alerts!.length ** 2);
    });
  });
}

function expectSame(actual: EventRow[], expected: readonly EventRow[]): void {
  const byId = (a: EventRow, b: EventRow) => (a.id < b.id ? -1 : 1);
  expect(actual.toSorted(byId)).toEqual(expected.toSorted(byId));
}
