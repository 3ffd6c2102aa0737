import { appendFile, mkdtemp, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Checkpoint, followFile } from './follow.ts';

let folder: string;
let path: string;
let stop: AbortController;
let running: Promise<void>;
let text: string;
let last: Checkpoint | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'follow-'));
  path = join(folder, 'asa.log');
  stop = new AbortController();
  running = Promise.resolve();
  text = '';
  last = undefined;
});
afterEach(async () => {
  await end();
  await rm(folder, { recursive: true });
});

function start(from?: Checkpoint, graceMs = 0): void {
  stop = new AbortController();
  const onChunk = (bytes: Buffer, at: Checkpoint): void => {
    text += bytes.toString();
    last = { ...at, offset: at.offset + bytes.length };
  };
  running = followFile(path, { ...(from && { from }), onChunk, signal: stop.signal, pollMs: 5, graceMs });
}
async function end(): Promise<void> {
  stop.abort();
  await running;
}
const seen = (expected: string): Promise<void> => vi.waitFor(() => expect(text).toBe(expected));

it('reads what is there, what is added, and waits for a file that is not', async () => {
  start();
  await writeFile(path, 'one\n');
  await seen('one\n');
  await appendFile(path, 'two\nthr');
  await seen('one\ntwo\nthr');
  expect(last?.offset).toBe(11);
});

it('reads a renamed file to its end before the new one', async () => {
  await writeFile(path, 'one\n');
  start();
  await seen('one\n');
  await rename(path, `${path}.1`);
  await appendFile(`${path}.1`, 'two\n');
  await writeFile(path, 'three\n');
  await seen('one\ntwo\nthree\n');
  await appendFile(path, 'four\n');
  await seen('one\ntwo\nthree\nfour\n');
});

it('stays with a renamed file while its writer may', async () => {
  await writeFile(path, 'one\n');
  start(undefined, 60_000);
  await seen('one\n');
  await rename(path, `${path}.1`);
  await writeFile(path, 'three\n');
  await appendFile(`${path}.1`, 'two\n');
  await seen('one\ntwo\n');
});

it('starts again after truncation and re-creation', async () => {
  await writeFile(path, 'one\ntwo\n');
  start();
  await seen('one\ntwo\n');
  await truncate(path, 0);
  await appendFile(path, 'three\n');
  await seen('one\ntwo\nthree\n');
  await rm(path);
  await writeFile(path, 'four\n');
  await seen('one\ntwo\nthree\nfour\n');
});

it('sees a file rewritten longer than it was', async () => {
  await writeFile(path, 'one\n');
  start();
  await seen('one\n');
  await writeFile(path, 'a longer beginning\n');
  await seen('one\na longer beginning\n');
});

it('goes on from its checkpoint', async () => {
  await writeFile(path, 'one\n');
  start();
  await seen('one\n');
  await end();
  await appendFile(path, 'two\n');
  start(last);
  await seen('one\ntwo\n');
});

it('goes on through every rotation since its checkpoint, by rename or by copy', async () => {
  await writeFile(path, 'one\n');
  start();
  await seen('one\n');
  await end();
  await writeFile(`${path}-20240309`, 'one\ntwo\n');
  await utimes(`${path}-20240309`, 1, 1);
  await writeFile(`${path}-20240310`, 'three\n');
  await writeFile(path, 'four\n');
  start(last);
  await seen('one\ntwo\nthree\nfour\n');
});

it('starts over when the file of its checkpoint is gone', async () => {
  await writeFile(path, 'one\n');
  start();
  await seen('one\n');
  await end();
  await writeFile(path, 'two, after a compressed rotation\n');
  start(last);
  await seen('one\ntwo, after a compressed rotation\n');
});

it('ends with what its reader throws', async () => {
  await writeFile(path, 'one\n');
  const { signal } = new AbortController();
  const onChunk = (): void => {
    throw new Error('disk full');
  };
  await expect(followFile(path, { onChunk, signal })).rejects.toThrow('disk full');
});
