import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputName, isPipe, openInput } from './open-input.ts';

const TEXT = Buffer.from('one\ntwo\n'.repeat(300_000));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeport-input-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}
const read = async (path: string, from = 0) => buffer((await openInput(path, from)).stream);

describe.each([
  ['plain', (plain: Buffer) => plain],
  ['gzip', (plain: Buffer) => gzipSync(plain)],
  ['zstd', (plain: Buffer) => zstdCompressSync(plain)],
])('a %s file', (name, pack) => {
  it('is read as plain bytes, whatever its name', async () => {
    expect((await read(await file(name, pack(TEXT)))).equals(TEXT)).toBe(true);
  });

  it.each([1, 1_500_000, TEXT.length, TEXT.length + 9])(
    'is read from byte %i of its plain text',
    async (from) => {
      const path = await file(`${name}-${from}`, pack(TEXT));
      expect((await read(path, from)).equals(TEXT.subarray(from))).toBe(true);
    },
  );

  it('tells how much of it has been read', async () => {
    const packed = pack(TEXT);
    const input = await openInput(await file(`${name}-size`, packed));
    await buffer(input.stream);
    expect([input.size, input.position()]).toEqual([packed.length, packed.length]);
  });
});

it('fails at the end of a file that was cut short', async () => {
  const path = await file('cut.gz', gzipSync(TEXT).subarray(0, -100));
  await expect(read(path)).rejects.toThrow('unexpected end of file');
});

it('takes an empty file, and one of three bytes, for plain', async () => {
  expect((await read(await file('empty', Buffer.alloc(0)))).length).toBe(0);
  expect((await read(await file('three', Buffer.from('a\nb')))).toString()).toBe('a\nb');
});

it('reads a named pipe, unpacking it', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(await isPipe(pipe)).toBe(true);
  const [read] = await Promise.all([
    openInput(pipe).then(({ stream }) => buffer(stream)),
    writeFile(pipe, gzipSync(TEXT)),
  ]);
  expect(read.equals(TEXT)).toBe(true);
});

it('names standard input for people', () => {
  expect([inputName('-'), inputName('a.log')]).toEqual(['standard input', 'a.log']);
});
