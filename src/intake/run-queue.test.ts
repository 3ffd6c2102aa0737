import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { job } from '../../test/conformance/queue.ts';
import { lines, oktaRecord } from '../../test/support/okta-record.ts';
import type { Delivery } from '../engine/delivery.ts';
import type { Engine } from '../engine/engine.ts';
import type { Queue } from '../queue/port.ts';
import { sqliteQueue } from '../queue/sqlite.ts';
import type { Origin, Store, Unit } from '../store/port.ts';
import { openForWriting } from '../store/sqlite/database.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { createParser } from './parse-job.ts';
import { createQueueRunner, reviveJobs } from './run-queue.ts';

let folder: string;
let queue: Queue;
let store: Store;
/** What the engine was given, with where it came from. */
let taken: { delivery: Delivery; from: Omit<Origin, 'id'> }[];
let units: Unit[];
let run: () => Promise<number>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homeport-run-queue-'));
  const database = openForWriting(folder, { durable: false });
  queue = sqliteQueue(database);
  store = openSqliteStore(database);
  taken = [];
  units = [];
  const engine = {
    take: (delivery: Delivery, from: Omit<Origin, 'id'>) => taken.push({ delivery, from }),
    storeAndJudge(unit: Unit) {
      units.push(unit);
      store.commit(unit);
    },
  } as unknown as Engine;
  const parse = createParser();
  const pool = {
    threads: 1,
    async parse(parseJob: Parameters<typeof parse>[0]) {
      if (Buffer.from(parseJob.bytes).includes('poison')) throw new Error('a bug\nwith a stack');
      return parse(parseJob);
    },
    close: async () => {},
  };
  run = () => createQueueRunner(queue, engine, pool).step();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const put = (body: string, different: Parameters<typeof job>[0] = {}) =>
  queue.put(job({ source: 'unknown', line: 0, offset: 0, body: Buffer.from(body), ...different }));

it('takes nothing from an empty queue', async () => {
  expect(await run()).toBe(0);
  expect(units).toEqual([]);
});

it('gives the engine what the jobs hold, with lines and places of the file that they are from', async () => {
  const record = lines(oktaRecord());
  put(`${record}no record\n`, { line: 40, offset: 9000 });
  expect(await run()).toBe(2);
  const [{ delivery, from }] = taken as [(typeof taken)[0]];
  const { name, receivedAt, zone } = job();
  expect(from).toEqual({ name, source: 'unknown', receivedAt, zone });
  expect([delivery.rows.line[0], delivery.rows.offset[0]]).toEqual([41, 9000]);
  expect(delivery.rejected).toMatchObject([
    { line: 42, offset: 9000 + record.length, reason: 'unrecognised format' },
  ]);
});

it('acknowledges jobs with the transaction that stores them', async () => {
  const ids = [put(lines(oktaRecord())), put(lines(oktaRecord()))];
  await run();
  expect(units.map(({ acknowledged }) => acknowledged)).toEqual([ids]);
  expect(queue.depth()).toEqual({ waiting: 0, dead: 0 });
});

it('takes about two megabytes at once, and at least one job', async () => {
  const megabyte = `${'x'.repeat(1023)}\n`.repeat(1024);
  put(megabyte.repeat(3));
  put(megabyte);
  put('x\n');
  expect(await run()).toBe(3 * 1024);
  expect(await run()).toBe(1024 + 1);
});

it('sets aside a job that cannot be processed, counted, until it is revived', async () => {
  put('poison\npoison\n', { source: 'okta' });
  put('x\n');
  expect(await run()).toBe(3);
  expect(queue.depth()).toEqual({ waiting: 0, dead: 1 });
  expect(store.records()).toEqual([{ source: 'okta', outcome: 'dead-lettered', reason: 'a bug', n: 2 }]);

  expect(reviveJobs(queue, store)).toBe(1);
  expect(store.records()).toEqual([]);
  expect(queue.depth()).toEqual({ waiting: 1, dead: 0 });
});
