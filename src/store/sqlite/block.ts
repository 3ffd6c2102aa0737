import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { ID_WORDS, Rows } from '../rows.ts';

/**
 * Rows of a block. Small enough that one open block per batch costs little when all batches are merged,
 * large enough that zstd still finds what the events of one account have in common.
 */
export const BLOCK_ROWS = 128;

/** Raised whenever the columns below change; an older file is then refused with a message, never misread. */
const LAYOUT = 1;

/** Each column with its width in bytes: the one description both ways. Every width is a multiple of the next. */
const COLUMNS = [
  ['time', 1],
  ['offset', 1],
  ['id', ID_WORDS],
  ['account', 1],
  ['person', 1],
  ['fact', 1],
  ['revision', 1],
  ['origin', 1],
  ['line', 1],
] as const;

type Column = Float64Array | Uint32Array;

function bytesOf(array: Column): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

/** The rows `order[from..to)` as one block: columns, then documents, zstd level 1. */
export function packBlock(rows: Rows, order: Uint32Array, from: number, to: number): Buffer {
  const n = to - from;
  const lengths = new Uint32Array(n);
  let documents = 0;
  for (let k = 0; k < n; k++) {
    const i = order[from + k]!;
    lengths[k] = rows.end[i]! - rows.start[i]!;
    documents += lengths[k]!;
  }
  const columns = COLUMNS.map(([name, width]) => pick(rows[name], width, order, from, to));
  const head = Buffer.concat([Uint32Array.of(LAYOUT, n), ...columns, lengths].map(bytesOf));
  const plain = Buffer.allocUnsafe(head.length + documents);
  let at = head.copy(plain, 0);
  for (let k = from; k < to; k++) {
    const i = order[k]!;
    at += rows.bytes.copy(plain, at, rows.start[i]!, rows.end[i]!);
  }
  return zstdCompressSync(plain, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

function pick(column: Column, width: number, order: Uint32Array, from: number, to: number): Column {
  const out = new (column.constructor as new (n: number) => Column)((to - from) * width);
  for (let k = from, at = 0; k < to; k++) {
    for (let w = 0; w < width; w++) out[at++] = column[order[k]! * width + w]!;
  }
  return out;
}

export function unpackBlock(body: Uint8Array): Rows {
  const plain = zstdDecompressSync(body);
  const layout = plain.readUInt32LE(0);
  if (layout !== LAYOUT) throw new Error(`event block has layout ${layout}, this version reads ${LAYOUT}`);
  const n = plain.readUInt32LE(4);
  const rows = new Rows(n, 0);
  rows.length = n;
  let at = 8;
  const fill = (column: Column, values: number) => {
    const to = bytesOf(column);
    plain.copy(to, 0, at, at + values * column.BYTES_PER_ELEMENT);
    at += values * column.BYTES_PER_ELEMENT;
  };
  for (const [name, width] of COLUMNS) fill(rows[name], n * width);
  const lengths = new Uint32Array(n);
  fill(lengths, n);
  for (let i = 0; i < n; i++) {
    rows.start[i] = at;
    at += lengths[i]!;
    rows.end[i] = at;
  }
  rows.bytes = plain;
  return rows;
}
