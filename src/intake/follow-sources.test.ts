import { appendFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FileSource } from '../config/schema.ts';
import type { Queue } from '../queue/port.ts';
import { sqliteQueue } from '../queue/sqlite.ts';
import { openForWriting } from '../store/sqlite/database.ts';
import { followSources } from './follow-sources.ts';

let folder: string;
let queue: Queue;
let close: () => void;
let stop: AbortController;
let running: Promise<void>;
let troubles: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeport-follow-'));
  const database = openForWriting(join(folder, 'data'), { durable: false });
  queue = sqliteQueue(database);
  close = () => database.close();
  running = Promise.resolve();
  stop = new AbortController();
  troubles = [];
});
afterEach(async () => {
  await end();
  close();
  await rm(folder, { recursive: true });
});

const path = (name: string) => join(folder, name);
function start(different: Partial<FileSource> = {}): void {
  stop = new AbortController();
  running = followSources({
    sources: [{ type: 'file', path: path('okta.ndjson'), source: 'okta', ...different }],
    queue,
    now: () => 1234,
    signal: stop.signal,
    onQueued: () => {},
    onTrouble: (file, { message }) => troubles.push(`${file}: ${message}`),
  });
}
async function end(): Promise<void> {
  stop.abort();
  await running;
}
const queued = () => queue.take(99).map(({ body, offset, line }) => [body.toString(), offset, line]);
const text = () =>
  queued()
    .map(([body]) => body)
    .join('');
const waitFor = (expected: string) => vi.waitFor(() => expect(text()).toBe(expected), 5000);

it('queues whole lines, with their place in the file', async () => {
  start({ zone: 'America/New_York' });
  await writeFile(path('okta.ndjson'), 'one\ntwo\nthr');
  await waitFor('one\ntwo\n');
  await appendFile(path('okta.ndjson'), 'ee\nfour\n');
  await waitFor('one\ntwo\nthree\nfour\n');
  expect(queued()).toEqual([
    ['one\ntwo\n', 0, 0],
    ['three\nfour\n', 8, 2],
  ]);
  expect(queue.take(1)).toMatchObject([
    { source: 'okta', name: path('okta.ndjson'), receivedAt: 1234, zone: 'America/New_York' },
  ]);
});

it('goes on after a restart with the line that had not ended', async () => {
  start();
  await writeFile(path('okta.ndjson'), 'one\ntw');
  await waitFor('one\n');
  await end();
  await appendFile(path('okta.ndjson'), 'o\nthree\n');
  start();
  await waitFor('one\ntwo\nthree\n');
  expect(queued().at(-1)).toEqual(['two\nthree\n', 4, 1]);
});

it('keeps a last line without its end when the file is emptied', async () => {
  start();
  await writeFile(path('okta.ndjson'), 'one\ntwo');
  await waitFor('one\n');
  await truncate(path('okta.ndjson'), 0);
  await appendFile(path('okta.ndjson'), 'x\n');
  await waitFor('one\ntwox\n');
  expect(queued().map(([body, , line]) => [body, line])).toEqual([
    ['one\n', 0],
    ['two', 1],
    ['x\n', 0],
  ]);
});

it('follows every file of a pattern, asking each record for its source', async () => {
  await writeFile(path('a.log'), 'one\n');
  await writeFile(path('b.log'), 'two\n');
  await writeFile(path('c.txt'), 'three\n');
  start({ path: path('*.log'), source: undefined });
  await vi.waitFor(() => expect(queued()).toHaveLength(2), 5000);
  expect(new Set(queue.take(9).map(({ name, source }) => `${name} ${source}`))).toEqual(
    new Set([`${path('a.log')} unknown`, `${path('b.log')} unknown`]),
  );
});

it('lets a line without an end go on once it can be no record', async () => {
  start();
  await writeFile(path('okta.ndjson'), Buffer.alloc(2 << 20, 'x'));
  await vi.waitFor(() => expect(text().length).toBeGreaterThan(1 << 20), 5000);
});

it('tells of a file that cannot be read, and follows the others', async () => {
  start({ path: folder });
  await vi.waitFor(() => expect(troubles).toEqual([expect.stringContaining(`${folder}: EISDIR`)]), 5000);
});
