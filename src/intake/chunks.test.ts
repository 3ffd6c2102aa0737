import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chunk, chunksOf } from './chunks.ts';

const MB = 1 << 20;

async function chunks(pieces: readonly (string | Buffer)[], offset = 0, layout?: Chunk['layout']) {
  const stream = Readable.from(pieces.map((piece) => Buffer.from(piece)));
  return Array.fromAsync(chunksOf(stream, offset, layout));
}
const joined = (all: readonly Chunk[]) => Buffer.concat(all.map(({ bytes }) => bytes)).toString();

it('hands on every byte once, in order, with its place', async () => {
  const line = fc.string({ maxLength: 30 }).map((text) => `${text.replaceAll(/\s/g, '')}\n`);
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.nat(1000), async (lines, offset) => {
      const all = await chunks(lines, offset, 'lines');
      expect(joined(all)).toBe(lines.join(''));
      let place = offset;
      for (const { bytes, offset: from, end } of all) {
        expect(from).toBe(place);
        expect(end).toBe(from + bytes.length);
        place = end;
      }
      expect(all.map(({ last }) => last)).toEqual([...all.slice(1).map(() => false), true]);
    }),
  );
});

it('is one empty last chunk for an empty stream', async () => {
  expect(await chunks([])).toMatchObject([{ layout: 'lines', offset: 0, end: 0, last: true }]);
});

describe('lines', () => {
  const megabyte = `${'x'.repeat(999)}\n`.repeat(1000);

  it('are cut only at their ends', async () => {
    const all = await chunks(Array.from({ length: 10 }, () => megabyte.slice(0, 700_000)));
    expect(all.length).toBeGreaterThan(1);
    for (const { bytes, last } of all) if (!last) expect(bytes.at(-1)).toBe(10);
    expect(joined(all)).toBe(megabyte.slice(0, 700_000).repeat(10));
  });

  it('too long are cut short, and what follows stands where it stood', async () => {
    const huge = Array.from({ length: 100 }, () => Buffer.alloc(MB, 'x'));
    const all = await chunks(['first\n', ...huge, '\nlast\n']);
    const sizes = all.map(({ bytes }) => bytes.length);
    expect(Math.max(...sizes)).toBeLessThan(2 * MB);
    const text = joined(all).replaceAll(/x+/g, (run) => (run.length > MB ? 'too long' : 'cut'));
    expect(text).toBe('first\ntoo long\nlast\n');
    expect(all.at(-1)).toMatchObject({ offset: 6 + 100 * MB + 1, end: 6 + 100 * MB + 1 + 5 });
  });
});

describe('JSON', () => {
  it('is handed on piece by piece, as it comes', async () => {
    const all = await chunks(['[{"a":', '1},', '{"b":2}]']);
    expect(all.map(({ layout, bytes }) => [layout, bytes.toString()])).toEqual([
      ['json', '[{"a":'],
      ['json', '1},'],
      ['json', '{"b":2}]'],
      ['json', ''],
    ]);
  });
});

it('hands on the whole lines that came before the stream failed', async () => {
  async function* failing() {
    yield Buffer.from('one\ntwo\nthr');
    throw new Error('disk error');
  }
  const seen: string[] = [];
  const reading = async () => {
    for await (const { bytes } of chunksOf(Readable.from(failing()), 0)) seen.push(bytes.toString());
  };
  await expect(reading()).rejects.toThrow('disk error');
  expect(seen).toEqual(['one\ntwo\n']);
});
