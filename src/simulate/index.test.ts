import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SimulateOptions, simulate } from './index.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'simulate-'));
});
afterAll(() => rm(root, { recursive: true }));

const run = (name: string, options: Omit<SimulateOptions, 'out'> = {}) =>
  simulate({ out: join(root, name), workers: 40, days: 10, ...options });

async function fingerprint(name: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(join(root, name), { recursive: true, withFileTypes: true });
  for (const file of entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    hash.update(file.slice(join(root, name).length)).update(await readFile(file));
  }
  return hash.digest('hex');
}

test('the same seed gives the same bytes, another seed others', async () => {
  await run('first');
  await run('second');
  await run('third', { seed: 'another' });
  expect(await fingerprint('second')).toBe(await fingerprint('first'));
  expect(await fingerprint('third')).not.toBe(await fingerprint('first'));
});
