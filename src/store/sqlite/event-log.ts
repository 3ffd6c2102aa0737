import type { DatabaseSync } from 'node:sqlite';
import { type RowRef, Rows } from '../rows.ts';
import { BLOCK_ROWS, packBlock, unpackBlock } from './block.ts';

/** Rows that live batches may leave unsorted, held in memory for reading, before they are sorted into blocks. */
const TAIL_ROWS = 16_384;
/** Unpacked blocks kept for reading single workers. */
const CACHED_BLOCKS = 32;

interface BlockMeta {
  id: number;
  batch: number;
  p1: number;
}

/**
 * The append-only log in two tables: `seg`, blocks sorted by (person, time) within their batch, and `tail`, small
 * batches as they came. Blocks only ever append, so a batch costs the same however long the history is.
 */
export class EventLog {
  private readonly db: DatabaseSync;
  private readonly tail = new Map<number, RowRef[]>();
  private tailRows = 0;
  private readonly cache = new Map<number, Rows>();

  constructor(db: DatabaseSync) {
    this.db = db;
    for (const { body } of db.prepare('SELECT body FROM tail ORDER BY id').iterate() as Iterable<{
      body: Uint8Array;
    }>) {
      this.remember(unpackBlock(body));
    }
  }

  /** Inside a transaction: writes the rows as sorted blocks. */
  append(rows: Rows): void {
    this.writeBlocks(rows, sorted(rows));
  }

  /** Inside a transaction: writes the rows as they are; they count as read back only after `settled`. */
  appendToTail(rows: Rows): Rows {
    const packed = packBlock(
      rows,
      Uint32Array.from({ length: rows.length }, (_, i) => i),
      0,
      rows.length,
    );
    this.db.prepare('INSERT INTO tail (body) VALUES (?)').run(packed);
    return unpackBlock(packed);
  }

  /** After the commit: makes tail rows readable, and tells whether the tail has grown enough to be sorted. */
  settled(tail: Rows): boolean {
    this.remember(tail);
    return this.tailRows >= TAIL_ROWS;
  }

  /** Inside a transaction: the tail becomes sorted blocks. */
  sortTail(): void {
    const refs = [...this.tail.entries()].sort(([a], [b]) => a - b).flatMap(([, list]) => list);
    const merged = gather(refs);
    this.writeBlocks(merged, sorted(merged));
    this.db.exec('DELETE FROM tail');
  }

  tailSorted(): void {
    this.tail.clear();
    this.tailRows = 0;
  }

  rowsOf(persons: readonly number[], from: number): RowRef[] {
    const found: RowRef[] = [];
    const blocks = this.db.prepare('SELECT id FROM seg WHERE p0 <= ? AND p1 >= ? AND t1 >= ?');
    for (const person of persons) {
      for (const { id } of blocks.all(person, person, from) as { id: number }[]) {
        const rows = this.block(id);
        for (let i = 0; i < rows.length; i++) {
          if (rows.person[i] === person && rows.time[i]! >= from) found.push({ rows, i });
        }
      }
      for (const ref of this.tail.get(person) ?? []) {
        if (ref.rows.time[ref.i]! >= from) found.push(ref);
      }
    }
    return found;
  }

  /** All rows, person by person: one open block per batch, each block read once. */
  *everyone(): Iterable<{ person: number; rows: RowRef[] }> {
    const cursors = [...this.batches().values()].map((blocks) => new Cursor(blocks, (id) => this.read(id)));
    const waiting = [...this.tail.keys()].sort((a, b) => a - b);
    for (;;) {
      let person = waiting[0] ?? Number.POSITIVE_INFINITY;
      for (const cursor of cursors) person = Math.min(person, cursor.person);
      if (person === Number.POSITIVE_INFINITY) return;
      const rows: RowRef[] = [];
      for (const cursor of cursors) cursor.take(person, rows);
      if (waiting[0] === person) rows.push(...this.tail.get(waiting.shift()!)!);
      yield { person, rows };
    }
  }

  private batches(): Map<number, BlockMeta[]> {
    const batches = new Map<number, BlockMeta[]>();
    for (const meta of this.db
      .prepare('SELECT id, batch, p1 FROM seg ORDER BY batch, id')
      .iterate() as Iterable<unknown>) {
      const block = meta as BlockMeta;
      const blocks = batches.get(block.batch);
      if (blocks) blocks.push(block);
      else batches.set(block.batch, [block]);
    }
    return batches;
  }

  private writeBlocks(rows: Rows, order: Uint32Array): void {
    const { next } = this.db.prepare('SELECT coalesce(max(batch), 0) + 1 AS next FROM seg').get() as {
      next: number;
    };
    const insert = this.db.prepare('INSERT INTO seg (batch, p0, p1, t1, body) VALUES (?, ?, ?, ?, ?)');
    for (let from = 0; from < order.length; from += BLOCK_ROWS) {
      const to = Math.min(order.length, from + BLOCK_ROWS);
      let newest = Number.NEGATIVE_INFINITY;
      for (let k = from; k < to; k++) newest = Math.max(newest, rows.time[order[k]!]!);
      insert.run(
        next,
        rows.person[order[from]!]!,
        rows.person[order[to - 1]!]!,
        newest,
        packBlock(rows, order, from, to),
      );
    }
  }

  private remember(rows: Rows): void {
    for (let i = 0; i < rows.length; i++) {
      const person = rows.person[i]!;
      const list = this.tail.get(person);
      if (list) list.push({ rows, i });
      else this.tail.set(person, [{ rows, i }]);
    }
    this.tailRows += rows.length;
  }

  private read(id: number): Rows {
    const { body } = this.db.prepare('SELECT body FROM seg WHERE id = ?').get(id) as { body: Uint8Array };
    return unpackBlock(body);
  }

  private block(id: number): Rows {
    const rows = this.cache.get(id) ?? this.read(id);
    this.cache.delete(id);
    this.cache.set(id, rows);
    if (this.cache.size > CACHED_BLOCKS) this.cache.delete(this.cache.keys().next().value!);
    return rows;
  }
}

/** Walks one batch's blocks in person order. */
class Cursor {
  person = Number.POSITIVE_INFINITY;
  private readonly blocks: BlockMeta[];
  private readonly read: (id: number) => Rows;
  private next = 0;
  private rows: Rows | undefined;
  private i = 0;

  constructor(blocks: BlockMeta[], read: (id: number) => Rows) {
    this.blocks = blocks;
    this.read = read;
    this.open();
  }

  take(person: number, into: RowRef[]): void {
    while (this.person === person) {
      into.push({ rows: this.rows!, i: this.i });
      if (++this.i >= this.rows!.length) this.open();
      else this.person = this.rows!.person[this.i]!;
    }
  }

  private open(): void {
    const block = this.blocks[this.next++];
    this.rows = block && this.read(block.id);
    this.i = 0;
    this.person = this.rows ? this.rows.person[0]! : Number.POSITIVE_INFINITY;
  }
}

function sorted(rows: Rows): Uint32Array {
  const order = Uint32Array.from({ length: rows.length }, (_, i) => i);
  return order.sort((a, b) => rows.person[a]! - rows.person[b]! || rows.time[a]! - rows.time[b]!);
}

function gather(refs: RowRef[]): Rows {
  const all = new Rows(refs.length);
  for (const ref of refs) all.copy(ref.rows, ref.i);
  return all;
}
