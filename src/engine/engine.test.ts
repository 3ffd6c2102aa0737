import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { StoredAlert } from '../alerts/alert.ts';
import { Scoring } from '../alerts/score.ts';
import type { Settings } from '../config/settings.ts';
import type { Directory } from '../enrich/port.ts';
import { hashId, storedId } from '../event/ids.ts';
import type { LoginEvent } from '../event/login-event.ts';
import { packEvent } from '../event/packed.ts';
import {
  type AnyDetector,
  DAY,
  defineDetector,
  defineSetDetector,
  HOUR,
  isoTime,
  utcDay,
} from '../kit/index.ts';
import type { Store } from '../store/port.ts';
import { Rows } from '../store/rows.ts';
import { openForReading, openForWriting } from '../store/sqlite/database.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Delivery } from './delivery.ts';
import { Engine } from './engine.ts';

const START = Date.parse('2026-03-02T00:00:00Z');
const DAYS = 9;

const common = { version: 1, attack: [], Config: z.strictObject({}) };
const spec = {
  family: 'geo',
  severity: 'medium',
  weight: 0.5,
  summary: () => 'x',
  benignIf: [],
  nextSteps: [],
} as const;

/** Order matters to it: fires on every second login of a session's day and takes all back at a logout. */
const pairs = defineDetector({
  ...common,
  id: 'pairs',
  title: 'Pairs',
  subject: 'worker',
  needs: ['place'],
  uses: [],
  retain: { days: 30 },
  State: z.object({ seen: z.record(z.string(), z.number()).default({}), last: z.string().optional() }),
  findings: { second: { ...spec, Evidence: z.object({ after: z.string().optional(), n: z.number() }) } },
  relevant: ({ event }) => event.outcome === 'success' || 'not successful',
  evaluate({ event, state, finding, withdraw }) {
    if (event.device === 'boom') throw new Error('a bug\nwith a stack');
    const session = event.session ?? '';
    const n = (state.seen[session] ?? 0) + 1;
    const next = { seen: { ...state.seen, [session]: n }, last: event.id };
    if (event.action === 'logout')
      return { state: { ...next, seen: {} }, findings: [withdraw('second', session)] };
    if (n % 2 === 1) return { state: next, findings: [] };
    return { state: next, findings: [finding('second', { after: state.last, n }, session)] };
  },
});

/** Fires at each midnight that follows a whole day without any event. */
const silence = defineDetector({
  ...common,
  id: 'silence',
  title: 'Silence',
  subject: 'worker',
  needs: [],
  uses: [],
  retain: { days: 30 },
  State: z.object({ last: z.number().optional() }),
  findings: { silent: { ...spec, family: 'time', Evidence: z.object({ days: z.number() }) } },
  relevant: () => true,
  evaluate: ({ event }) => ({ state: { last: event.time }, findings: [] }),
  tick({ asOf, state, finding }) {
    const days = state.last === undefined ? 0 : Math.floor((asOf - state.last) / DAY);
    return { state, findings: days >= 1 ? [finding('silent', { days }, 'silence')] : [] };
  },
});

const shared = defineSetDetector({
  ...common,
  id: 'shared',
  title: 'Shared',
  subject: 'address',
  window: { days: 1 },
  findings: { together: { ...spec, family: 'share', Evidence: z.object({ workers: z.array(z.string()) }) } },
  judge({ subject, presence, day, finding }) {
    if (subject === '192.0.2.13') throw new Error('a bug\nwith a stack');
    const workers = [
      ...new Set(presence.filter((row) => row.day === day).map(({ worker }) => worker.id)),
    ].sort();
    return workers.length < 2 ? [] : [{ workers, finding: finding('together', { workers }, 'line') }];
  },
});

const DETECTORS: AnyDetector[] = [pairs, silence, shared];

const settings: Settings = {
  version: '1',
  data: { detectorSettings: {}, overrides: [] },
  mode: () => 'on',
  configFor: () => ({}),
};
/** Two accounts of one worker, the rest one each. */
const directory: Directory = {
  version: '1',
  data: {},
  resolve: ({ account }) =>
    account === 'robot' ? 'ignored' : { id: account === 'CORP\\w0' ? 'w0' : account, provisional: false },
  claim: () => undefined,
  profile: () => undefined,
  workers: () => [],
};
const addressFacts = {
  version: '1',
  lookup: (ip: string) => ({
    ...(ip === '192.0.2.9'
      ? {}
      : { place: { country: 'US', radiusKm: 50, confidence: 1, source: 't', date: '2026-01-01' } }),
    network: { type: 'fixed' as const, source: 't', date: '2026-01-01' },
  }),
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function open(folder = mkdtempSync(join(tmpdir(), 'homeport-engine-'))): {
  engine: Engine;
  store: Store;
  folder: string;
} {
  folders.push(folder);
  const store = openSqliteStore(openForWriting(folder, { durable: false }));
  const engine = new Engine({
    store,
    detectors: DETECTORS,
    settings,
    directory,
    addressFacts,
    rebuild: { settings: () => settings, directory: () => directory },
    scoring: Scoring.parse({}),
    suppression: () => undefined,
    now: () => 0,
  });
  return { engine, store, folder };
}

interface Sketch {
  n: number;
  account: string;
  at: number;
  action: 'login' | 'logout';
  session: string;
  ip: string;
  device: string;
}

function eventOf({ n, account, at, action, session, ip, device }: Sketch): LoginEvent {
  return {
    '@timestamp': isoTime(START + at),
    event: {
      id: hashId(String(n)),
      kind: 'event',
      category: ['authentication'],
      type: ['start'],
      action,
      outcome: 'success',
      provider: 't',
      dataset: 't',
    },
    user: { name: account },
    source: { ip },
    device: { id: device },
    homeport: { account, channel: 'sso', interactive: true, session: { id: session } },
  };
}

function deliver(sketches: readonly Sketch[]): Delivery {
  const rows = new Rows(4, 64);
  const accounts: Delivery['accounts'] = [];
  const addresses: string[] = [];
  sketches.forEach((sketch, record) => {
    const event = eventOf(sketch);
    const i = rows.addText(packEvent(event));
    rows.time[i] = START + sketch.at;
    rows.setId(i, storedId('t', event.event.id));
    rows.stampDay[i] = utcDay(START + sketch.at);
    rows.person[i] = record;
    rows.account[i] = accounts.push({ account: sketch.account, name: sketch.account }) - 1;
    rows.fact[i] = addresses.push(sketch.ip);
  });
  return { received: sketches.length, rows, accounts, addresses, dropped: {}, rejected: [] };
}

const origin = { name: 't', source: 't', receivedAt: 0, zone: 'UTC' };

/** What equality is over: the alerts that stand, without the history of how they came to. */
function standing(store: Store): unknown[] {
  return [...store.alerts()]
    .filter(({ status }) => status !== 'superseded')
    .map(({ revision: _r, createdAt: _c, late: _l, ...alert }: StoredAlert) => alert);
}

function totals(store: Store): {
  events: number;
  records: Record<string, number>;
  evaluations: Record<string, number>;
} {
  const records: Record<string, number> = {};
  for (const { outcome, n } of store.records()) records[outcome] = (records[outcome] ?? 0) + n;
  const evaluations: Record<string, number> = {};
  for (const { detector, outcome, reason, n } of store.evaluations())
    evaluations[`${detector} ${outcome} ${reason}`] = n;
  return { events: store.eventCount(), records, evaluations };
}

const sketches = fc
  .uniqueArray(
    fc.record({
      n: fc.integer({ min: 0, max: 100_000 }),
      account: fc.constantFrom('w0', 'CORP\\w0', 'w1', 'w2', 'robot'),
      // Whole hours make ties common.
      at: fc.integer({ min: 0, max: DAYS * 24 - 1 }).map((hours) => hours * HOUR),
      action: fc.constantFrom('login' as const, 'login' as const, 'login' as const, 'logout' as const),
      session: fc.constantFrom('a', 'b'),
      ip: fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.9'),
      device: fc.constantFrom('d1', 'd2', 'boom'),
    }),
    { selector: ({ n }) => n, minLength: 1, maxLength: 40 },
  )
  .map((list) => list.toSorted((a, b) => a.at - b.at || a.n - b.n));

/** Any order, some records twice, cut into any batches. */
const deliveries = sketches.chain((list) =>
  fc.record({
    list: fc.constant(list),
    order: fc
      .tuple(fc.shuffledSubarray(list, { minLength: list.length }), fc.subarray(list))
      .chain(([all, again]) =>
        fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
      ),
    cut: fc.integer({ min: 1, max: 15 }),
  }),
);

const batchesOf = (list: readonly Sketch[], size: number): Sketch[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, k) => list.slice(k * size, (k + 1) * size));

function scanned(list: readonly Sketch[]): { store: Store; folder: string } {
  const { engine, store, folder } = open();
  engine.take(deliver(list), origin);
  engine.storeBatch();
  engine.settle();
  return { store, folder };
}

describe('the engine', () => {
  it('comes to the same alerts live, in any order, with repeats and in any batches, as sorted at once', () => {
    fc.assert(
      fc.property(deliveries, ({ list, order, cut }) => {
        const sorted = scanned(list);
        const { engine, store } = open();
        for (const batch of batchesOf(order, cut)) {
          engine.take(deliver(batch), origin);
          engine.storeAndJudge();
        }
        engine.settle();
        expect(standing(store)).toEqual(standing(sorted.store));
        const [live, once] = [totals(store), totals(sorted.store)];
        expect(live.events).toBe(once.events);
        expect(live.evaluations).toEqual(once.evaluations);
        expect(live.records.accepted ?? 0).toBe(once.records.accepted ?? 0);
        expect(Object.values(live.records).reduce((a, b) => a + b, 0)).toBe(order.length);
        store.close();
        sorted.store.close();
      }),
      { numRuns: 60 },
    );
  });

  it('comes to the same alerts when scans and live batches alternate and the program ends between any two steps', () => {
    const steps = fc.array(fc.constantFrom('store', 'judge', 'settle', 'end'), {
      minLength: 20,
      maxLength: 20,
    });
    fc.assert(
      fc.property(deliveries, steps, ({ list, order, cut }, after) => {
        const sorted = scanned(list);
        let { engine, store, folder } = open();
        batchesOf(order, cut).forEach((batch, k) => {
          engine.take(deliver(batch), origin);
          if (after[k % after.length] === 'store') engine.storeBatch();
          else engine.storeAndJudge();
          if (after[(k + 1) % after.length] === 'settle') engine.settle();
          if (after[(k + 1) % after.length] === 'end') {
            store.close();
            ({ engine, store } = open(folder));
          }
        });
        engine.settle();
        expect(standing(store)).toEqual(standing(sorted.store));
        expect(totals(store).evaluations).toEqual(totals(sorted.store).evaluations);
        store.close();
        sorted.store.close();
      }),
      { numRuns: 60 },
    );
  });

  it('counts every event under one outcome for each worker detector', () => {
    fc.assert(
      fc.property(sketches, (list) => {
        const { store } = scanned(list);
        const sums: Record<string, number> = {};
        for (const { detector, n } of store.evaluations()) sums[detector] = (sums[detector] ?? 0) + n;
        const events = store.eventCount();
        expect(sums).toEqual(events === 0 ? {} : { pairs: events, silence: events });
        store.close();
      }),
      { numRuns: 30 },
    );
  });

  it('judges a worker anew to the same alerts', () => {
    fc.assert(
      fc.property(sketches, (list) => {
        const { store, folder } = scanned(list);
        const before = [...store.alerts()];
        store.close();
        const again = open(folder);
        again.engine.markForRebuild();
        again.engine.settle();
        expect([...again.store.alerts()]).toEqual(before);
        again.store.close();
      }),
      { numRuns: 20 },
    );
  });

  it('keeps what a detector got wrong apart: a throw is counted by reason and the others go on', () => {
    const base = { account: 'w1', session: 'a', ip: '192.0.2.1', action: 'login' as const };
    const { store } = scanned([
      { ...base, n: 1, at: HOUR, device: 'd1' },
      { ...base, n: 2, at: 2 * HOUR, device: 'boom' },
      { ...base, n: 3, at: 3 * HOUR, device: 'd1' },
      { ...base, n: 4, at: 4 * HOUR, device: 'd1', ip: '192.0.2.9' },
    ]);
    expect(totals(store).evaluations).toEqual({
      'pairs failed a bug': 1,
      'pairs fired ': 1,
      'pairs not-evaluated place': 1,
      'pairs quiet ': 1,
      'silence quiet ': 4,
    });
    store.close();
  });

  it('counts what a detector of sets got wrong, and judges the other sets', () => {
    const base = { session: 'a', device: 'd1', action: 'login' as const };
    const { store } = scanned(
      ['192.0.2.13', '192.0.2.1'].flatMap((ip, k) => [
        { ...base, ip, account: 'w1', n: 2 * k, at: HOUR },
        { ...base, ip, account: 'w2', n: 2 * k + 1, at: HOUR },
      ]),
    );
    expect([...store.alerts()].map(({ subject, worker }) => [subject.key, worker])).toEqual(
      expect.arrayContaining([
        ['192.0.2.1', 'w1'],
        ['192.0.2.1', 'w2'],
      ]),
    );
    expect(totals(store).evaluations['shared failed a bug']).toBe(1);
    expect(store.touched()).toEqual([]);
    store.close();
  });

  it('supersedes what a late event takes back, with a reason, and withdraws the untouched case', () => {
    const base = { account: 'w1', session: 'a', ip: '192.0.2.1', device: 'd1' };
    const { engine, store } = open();
    engine.take(deliver([1, 2].map((n) => ({ ...base, n, at: n * HOUR, action: 'login' as const }))), origin);
    engine.storeAndJudge();
    expect([...store.alerts()].map(({ status }) => status)).toEqual(['open']);
    expect([...store.cases()].map((record) => record.case.status)).toEqual(['open']);
    engine.take(deliver([{ ...base, n: 3, at: 1.5 * HOUR, action: 'logout' }]), origin);
    engine.storeAndJudge();
    const [alert] = [...store.alerts()];
    expect(alert).toMatchObject({ status: 'superseded', revision: 2 });
    expect(alert?.statusReason).toBeTruthy();
    expect([...store.cases()].map((record) => record.case.status)).toEqual(['withdrawn']);
    store.close();
  });

  it('lets a reader look on and refuses a second writer', () => {
    const { store, folder } = scanned([]);
    expect(() => openForWriting(folder)).toThrow(/in use by another homeport/);
    openForReading(folder).close();
    store.close();
    openForWriting(folder).close();
  });
});
