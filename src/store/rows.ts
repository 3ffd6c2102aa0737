/** Bytes of one stored id: 128 bits, as four 32-bit words. */
export const ID_WORDS = 4;

/**
 * Event rows side by side, one typed array a column: the form in which events travel from parsers to the log and back.
 * A row is what the engine sorts, filters and freezes; the event document itself stays as bytes until it is judged.
 */
export class Rows {
  length = 0;
  /** Event time, ms since the epoch. */
  time: Float64Array;
  id: Uint32Array;
  /** Days since the epoch of the stamp as written; duplicates are looked for inside it. */
  stampDay: Int32Array;
  account: Uint32Array;
  /** Clustering key: all accounts of one worker share it when they are first seen. */
  person: Uint32Array;
  /** Interned (place, network), frozen at first evaluation; 0 is none. */
  fact: Uint32Array;
  /** Settings, roster and data in force at first evaluation. */
  revision: Uint32Array;
  /** Where the record came from, and its byte offset and line in it. */
  origin: Uint32Array;
  offset: Float64Array;
  line: Uint32Array;
  /** The document, UTF-8 JSON, is bytes[start, end). */
  start: Uint32Array;
  end: Uint32Array;
  bytes: Buffer;
  private used = 0;

  constructor(capacity = 1024, byteCapacity = capacity * 512) {
    this.time = new Float64Array(capacity);
    this.id = new Uint32Array(capacity * ID_WORDS);
    this.stampDay = new Int32Array(capacity);
    this.account = new Uint32Array(capacity);
    this.person = new Uint32Array(capacity);
    this.fact = new Uint32Array(capacity);
    this.revision = new Uint32Array(capacity);
    this.origin = new Uint32Array(capacity);
    this.offset = new Float64Array(capacity);
    this.line = new Uint32Array(capacity);
    this.start = new Uint32Array(capacity);
    this.end = new Uint32Array(capacity);
    this.bytes = Buffer.allocUnsafeSlow(byteCapacity);
  }

  /** Rows that came through a message between threads, which strips methods. */
  static revive(columns: RowColumns): Rows {
    const rows = Object.assign(Object.create(Rows.prototype) as Rows, columns);
    rows.bytes = Buffer.from(columns.bytes.buffer, columns.bytes.byteOffset, columns.bytes.byteLength);
    return rows;
  }

  /** The memory behind the columns, to be handed over rather than copied. */
  buffers(): ArrayBuffer[] {
    return Object.values(this).flatMap((value) =>
      ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [],
    );
  }

  clear(): void {
    this.length = 0;
    this.used = 0;
  }

  /** Appends an empty row with its document as text and returns its number; the caller fills the other columns. */
  addText(document: string): number {
    const most = document.length * 3;
    if (this.used + most > this.bytes.length) this.growBytes(this.used + most);
    const i = this.length++;
    if (i >= this.time.length) this.grow();
    this.start[i] = this.used;
    this.used += this.bytes.write(document, this.used);
    this.end[i] = this.used;
    return i;
  }

  /** Appends a copy of another batch's row and returns its number. */
  copy(from: Rows, j: number): number {
    const i = this.length++;
    if (i >= this.time.length) this.grow();
    const [start, end] = [from.start[j]!, from.end[j]!];
    if (this.used + end - start > this.bytes.length) this.growBytes(this.used + end - start);
    from.bytes.copy(this.bytes, this.used, start, end);
    this.start[i] = this.used;
    this.used += end - start;
    this.end[i] = this.used;
    this.time[i] = from.time[j]!;
    for (let w = 0; w < ID_WORDS; w++) this.id[i * ID_WORDS + w] = from.id[j * ID_WORDS + w]!;
    this.stampDay[i] = from.stampDay[j]!;
    this.account[i] = from.account[j]!;
    this.person[i] = from.person[j]!;
    this.fact[i] = from.fact[j]!;
    this.revision[i] = from.revision[j]!;
    this.origin[i] = from.origin[j]!;
    this.offset[i] = from.offset[j]!;
    this.line[i] = from.line[j]!;
    return i;
  }

  setId(i: number, hex: string): void {
    for (let w = 0; w < ID_WORDS; w++) {
      this.id[i * ID_WORDS + w] = Number.parseInt(hex.slice(w * 8, w * 8 + 8), 16);
    }
  }

  document(i: number): string {
    return this.bytes.toString('utf8', this.start[i]!, this.end[i]!);
  }

  private grow(): void {
    const capacity = this.time.length * 2;
    const wider = <T extends { set(from: T): void; length: number }>(
      column: T,
      make: new (n: number) => T,
    ): T => {
      const next = new make((column.length / (this.time.length || 1)) * capacity);
      next.set(column);
      return next;
    };
    this.id = wider(this.id, Uint32Array);
    this.stampDay = wider(this.stampDay, Int32Array);
    this.account = wider(this.account, Uint32Array);
    this.person = wider(this.person, Uint32Array);
    this.fact = wider(this.fact, Uint32Array);
    this.revision = wider(this.revision, Uint32Array);
    this.origin = wider(this.origin, Uint32Array);
    this.offset = wider(this.offset, Float64Array);
    this.line = wider(this.line, Uint32Array);
    this.start = wider(this.start, Uint32Array);
    this.end = wider(this.end, Uint32Array);
    this.time = wider(this.time, Float64Array);
  }

  private growBytes(atLeast: number): void {
    const next = Buffer.allocUnsafeSlow(Math.max(atLeast, this.bytes.length * 2));
    this.bytes.copy(next, 0, 0, this.used);
    this.bytes = next;
  }
}

/** The data of `Rows`, as it arrives in another thread. */
export type RowColumns = {
  [K in keyof Rows as Rows[K] extends (...args: never[]) => unknown ? never : K]: Rows[K];
};

/** Order of the fold: (event time, id). */
export function compareRows(a: RowRef, b: RowRef): number {
  const byTime = a.rows.time[a.i]! - b.rows.time[b.i]!;
  if (byTime !== 0) return byTime;
  for (let w = 0; w < ID_WORDS; w++) {
    const byWord = a.rows.id[a.i * ID_WORDS + w]! - b.rows.id[b.i * ID_WORDS + w]!;
    if (byWord !== 0) return byWord;
  }
  return 0;
}

/** One row of some batch or block. */
export interface RowRef {
  rows: Rows;
  i: number;
}

export const idHex = ({ rows, i }: RowRef): string => {
  let hex = '';
  for (let w = 0; w < ID_WORDS; w++) hex += rows.id[i * ID_WORDS + w]!.toString(16).padStart(8, '0');
  return hex;
};
