import type { Readable } from 'node:stream';
import { layoutOf } from './split.ts';

/** Bytes handed to a parser at once: some five hundred Okta records, so that a message's cost does not show. */
const CHUNK_BYTES = 1 << 20;
/** Longest record; one byte more is enough for the parser to see that it is too long. */
const MAX_RECORD = 1 << 20;
const NEWLINE = 10;

export interface Chunk {
  /** `lines`: whole lines, parsed alone and in any thread. `json`: the next piece of one stream, parsed in order. */
  layout: 'lines' | 'json';
  /** In memory of its own, so that it can be handed to another thread. */
  bytes: Buffer;
  /** Of its first byte in the plain text. */
  offset: number;
  /** Of the plain text up to its end. */
  end: number;
  last: boolean;
}

/**
 * Cuts a stream into chunks for the parsers, whatever the size of its records: a line of 100 MB is never held. When
 * the stream fails, the whole lines before that are handed on first.
 */
export async function* chunksOf(
  stream: Readable,
  offset: number,
  layout?: Chunk['layout'],
): AsyncGenerator<Chunk> {
  const cutter = new Cutter(offset, layout);
  try {
    for await (const piece of stream) yield* cutter.push(piece as Buffer);
  } catch (error) {
    yield* cutter.wholeLines();
    throw error;
  }
  yield* cutter.end();
}

class Cutter {
  private held: Buffer[] = [];
  private length = 0;
  private start: number;
  private layout: Chunk['layout'] | undefined;
  /** Inside a line that is already known to be too long. */
  private skipping = false;

  constructor(offset: number, layout: Chunk['layout'] | undefined) {
    this.start = offset;
    this.layout = layout;
  }

  *push(piece: Buffer): Generator<Chunk> {
    let rest = piece;
    if (this.skipping) {
      const newline = rest.indexOf(NEWLINE);
      const skipped = newline < 0 ? rest.length : newline + 1;
      this.start += skipped;
      this.skipping = newline < 0;
      rest = rest.subarray(skipped);
    }
    if (rest.length === 0) return;
    this.held.push(rest);
    this.length += rest.length;
    this.layout ??= layoutOf(this.join(), false);
    if (!this.layout) return;
    if (this.layout === 'json') {
      yield this.cut(this.length, false);
    } else if (this.length >= CHUNK_BYTES) {
      yield* this.wholeLines();
      if (this.length > MAX_RECORD) yield this.cutOverlong();
    }
  }

  *wholeLines(): Generator<Chunk> {
    const end = this.layout === 'lines' ? this.join().lastIndexOf(NEWLINE) + 1 : 0;
    if (end > 0) yield this.cut(end, false);
  }

  *end(): Generator<Chunk> {
    this.layout ??= layoutOf(this.join(), true);
    yield this.cut(this.length, true);
  }

  private cut(bytes: number, last: boolean): Chunk {
    const all = this.join();
    const own = Buffer.allocUnsafeSlow(bytes);
    all.copy(own, 0, 0, bytes);
    const offset = this.start;
    this.start += bytes;
    this.held = bytes < all.length ? [Buffer.from(all.subarray(bytes))] : [];
    this.length = all.length - bytes;
    return { layout: this.layout ?? 'lines', bytes: own, offset, end: this.start, last };
  }

  /** The beginning of a line too long, with a line end put behind it, so that the parser rejects it and goes on. */
  private cutOverlong(): Chunk {
    const own = Buffer.allocUnsafeSlow(MAX_RECORD + 2);
    this.join().copy(own, 0, 0, MAX_RECORD + 1);
    own[MAX_RECORD + 1] = NEWLINE;
    const offset = this.start;
    this.start += this.length;
    this.held = [];
    this.length = 0;
    this.skipping = true;
    return { layout: 'lines', bytes: own, offset, end: this.start, last: false };
  }

  private join(): Buffer {
    if (this.held.length !== 1) this.held = [Buffer.concat(this.held)];
    return this.held[0]!;
  }
}
