import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventRow, eventRows, fromRows, toRows } from '../../../test/support/event-rows.ts';
import { packBlock, unpackBlock } from './block.ts';

it('holds the rows that it was given, in their order', () => {
  fc.assert(
    fc.property(eventRows(40), fc.nat({ max: 10 }), fc.nat({ max: 10 }), (events, skip, drop) => {
      const order = Uint32Array.from(events.keys()).reverse();
      const [from, to] = [Math.min(skip, events.length), Math.max(skip, events.length - drop)];
      const end = Math.min(to, events.length);
      const rows = unpackBlock(packBlock(toRows(events), order, from, end));
      const read = Array.from({ length: rows.length }, (_, i) => fromRows([{ rows, i }])[0]);
      expect(read).toEqual(events.toReversed().slice(from, end));
    }),
  );
});

it('refuses the layout of another version', () => {
  const plain = Buffer.alloc(8);
  plain.writeUInt32LE(99, 0);
  expect(() => unpackBlock(zstdCompressSync(plain))).toThrow('event block has layout 99');
});

it('is small where events resemble each other', () => {
  const document = JSON.stringify({ event: { action: 'login' }, user_agent: 'Mozilla/5.0 '.repeat(20) });
  const events = Array.from({ length: 200 }, (_, line) => eventRow({ line, document }));
  const order = Uint32Array.from(events.keys());
  expect(packBlock(toRows(events), order, 0, 200).length).toBeLessThan((200 * document.length) / 20);
});
