import ipaddr from 'ipaddr.js';

const DOUBLE = Symbol('double');

/** A number to be stored as an IEEE double even when it happens to be whole, such as a latitude of 40. */
export interface MmdbDouble {
  readonly [DOUBLE]: number;
}

/** Whole numbers become uint16, uint32 or int32 by size, a bigint uint64; others, and `double(n)`, become doubles. */
export type MmdbValue =
  | string
  | number
  | bigint
  | boolean
  | MmdbDouble
  | readonly MmdbValue[]
  | { readonly [key: string]: MmdbValue };

export const double = (value: number): MmdbDouble => ({ [DOUBLE]: value });

export interface MmdbRow {
  /** `198.51.100.0/24` or `2001:db8::/32`; bits after the prefix are ignored. */
  cidr: string;
  value: MmdbValue;
}

export interface MmdbOptions {
  /** For example `GeoLite2-City`; readers choose their schema by it. */
  databaseType: string;
  /** Seconds since the epoch. */
  buildEpoch: number;
  /** With 6, IPv4 rows stand under `::/96`, where readers look for them. */
  ipVersion: 4 | 6;
  description?: string;
}

/** In ASCII `MaxMind.com` behind three bytes that no text contains. */
const METADATA_MARKER = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')]);
/** Zero bytes between the search tree and the data section; record values count from before them. */
const SEPARATOR_BYTES = 16;

/**
 * A MaxMind DB (format 2.0) of the rows. The most specific prefix wins whatever the order of the rows, of two equal
 * prefixes the last; equal values are stored once. The same rows give the same bytes.
 */
export function writeMmdb(rows: Iterable<MmdbRow>, options: MmdbOptions): Buffer {
  const data = new DataSection();
  const tree = new SearchTree();
  const prefixes = [...rows].map(({ cidr, value }) => ({ ...prefixOf(cidr, options.ipVersion), value }));
  for (const { bytes, length, value } of prefixes.sort((a, b) => a.length - b.length)) {
    tree.insert(bytes, length, data.add(value));
  }
  const section = data.bytes();
  const recordSize = recordSizeFor(tree.nodeCount + SEPARATOR_BYTES + section.length);
  const metadata = new DataSection({ pointers: false });
  metadata.add({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: BigInt(options.buildEpoch),
    database_type: options.databaseType,
    description: { en: options.description ?? options.databaseType },
    ip_version: options.ipVersion,
    languages: ['en'],
    node_count: tree.nodeCount,
    record_size: recordSize,
  });
  return Buffer.concat([
    tree.bytes(recordSize),
    Buffer.alloc(SEPARATOR_BYTES),
    section,
    METADATA_MARKER,
    metadata.bytes(),
  ]);
}

function prefixOf(cidr: string, ipVersion: 4 | 6): { bytes: number[]; length: number } {
  const [address, length] = ipaddr.parseCIDR(cidr);
  const bytes = address.toByteArray();
  if (bytes.length === 16 && ipVersion === 4) throw new Error(`${cidr} does not fit into an IPv4 database`);
  if (bytes.length === 16 || ipVersion === 4) return { bytes, length };
  return { bytes: [...new Array<number>(12).fill(0), ...bytes], length: length + 96 };
}

function recordSizeFor(largest: number): 24 | 28 | 32 {
  if (largest < 2 ** 24) return 24;
  return largest < 2 ** 28 ? 28 : 32;
}

/** A child of a node: another node (≥ 1), nothing (0, the root is nobody's child), or a value (−1 − its offset). */
type Child = number;
const NOTHING: Child = 0;

class SearchTree {
  readonly #children: Child[] = [NOTHING, NOTHING];

  get nodeCount(): number {
    return this.#children.length / 2;
  }

  /** Rows must come with the shorter prefixes first: a longer one then splits what it stands in. */
  insert(bytes: readonly number[], length: number, offset: number): void {
    const value = -1 - offset;
    if (length === 0) {
      this.#children[0] = value;
      this.#children[1] = value;
      return;
    }
    let node = 0;
    for (let depth = 0; depth < length - 1; depth++) {
      const slot = 2 * node + bitAt(bytes, depth);
      let child = this.#children[slot]!;
      if (child <= NOTHING) {
        const covering = child;
        child = this.nodeCount;
        this.#children.push(covering, covering);
        this.#children[slot] = child;
      }
      node = child;
    }
    this.#children[2 * node + bitAt(bytes, length - 1)] = value;
  }

  bytes(recordSize: 24 | 28 | 32): Buffer {
    const nodeBytes = recordSize / 4;
    const out = Buffer.alloc(this.nodeCount * nodeBytes);
    for (let node = 0; node < this.nodeCount; node++) {
      const left = this.#record(this.#children[2 * node]!);
      const right = this.#record(this.#children[2 * node + 1]!);
      const at = node * nodeBytes;
      if (recordSize === 28) {
        out.writeUIntBE(left % 2 ** 24, at, 3);
        out[at + 3] = (Math.floor(left / 2 ** 24) << 4) | Math.floor(right / 2 ** 24);
        out.writeUIntBE(right % 2 ** 24, at + 4, 3);
      } else {
        out.writeUIntBE(left, at, nodeBytes / 2);
        out.writeUIntBE(right, at + nodeBytes / 2, nodeBytes / 2);
      }
    }
    return out;
  }

  #record(child: Child): number {
    if (child > NOTHING) return child;
    return child === NOTHING ? this.nodeCount : this.nodeCount + SEPARATOR_BYTES + (-1 - child);
  }
}

function bitAt(bytes: readonly number[], depth: number): 0 | 1 {
  return ((bytes[depth >> 3]! >> (7 - (depth & 7))) & 1) as 0 | 1;
}

const TYPE = {
  string: 2,
  double: 3,
  uint16: 5,
  uint32: 6,
  map: 7,
  int32: 8,
  uint64: 9,
  array: 11,
  boolean: 14,
};

class DataSection {
  readonly #chunks: Buffer[] = [];
  /** Where the value of each number stands. */
  readonly #offsets: (number | undefined)[] = [];
  /** Equal values have one number: by text, whose parts stand in it by their numbers, and for objects by identity too. */
  readonly #numbers = new Map<string, number>();
  readonly #objects = new Map<object, number>();
  readonly #pointers: boolean;
  #length = 0;

  constructor({ pointers = true } = {}) {
    this.#pointers = pointers;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** Offset of the value in this section, written now or earlier. */
  add(value: MmdbValue): number {
    const number = this.#numberOf(value);
    const known = this.#offsets[number];
    if (known !== undefined) return known;
    const offset = this.#length;
    this.#offsets[number] = offset;
    this.#write(value);
    return offset;
  }

  /** Inside another value: a pointer where an equal string, array or map was written before. */
  #nested(value: MmdbValue): void {
    if (this.#pointers && isShared(value)) {
      const number = this.#numberOf(value);
      const offset = this.#offsets[number];
      if (offset !== undefined) {
        this.#push(pointerTo(offset));
        return;
      }
      this.#offsets[number] = this.#length;
    }
    this.#write(value);
  }

  #numberOf(value: MmdbValue): number {
    if (typeof value !== 'object') return this.#numberOfText(`${typeof value} ${value}`);
    let number = this.#objects.get(value);
    if (number === undefined) {
      number = this.#numberOfText(this.#textOf(value));
      this.#objects.set(value, number);
    }
    return number;
  }

  #numberOfText(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text, number);
    }
    return number;
  }

  #textOf(value: MmdbValue & object): string {
    if (isDouble(value)) return `double ${value[DOUBLE]}`;
    if (isArray(value)) return `[${value.map((inner) => this.#numberOf(inner)).join()}]`;
    let text = '{';
    for (const [key, inner] of Object.entries(value)) {
      text += `${this.#numberOf(key)}:${this.#numberOf(inner)},`;
    }
    return text;
  }

  #write(value: MmdbValue): void {
    if (typeof value === 'string') {
      const text = Buffer.from(value);
      this.#push(control(TYPE.string, text.length), text);
    } else if (typeof value === 'boolean') {
      this.#push(control(TYPE.boolean, value ? 1 : 0));
    } else if (typeof value === 'number') {
      this.#push(encodeNumber(value));
    } else if (typeof value === 'bigint') {
      this.#push(encodeUnsigned(TYPE.uint64, value));
    } else if (isDouble(value)) {
      this.#push(encodeDouble(value[DOUBLE]));
    } else if (isArray(value)) {
      this.#push(control(TYPE.array, value.length));
      for (const inner of value) this.#nested(inner);
    } else {
      const entries = Object.entries(value);
      this.#push(control(TYPE.map, entries.length));
      for (const [key, inner] of entries) {
        this.#nested(key);
        this.#nested(inner);
      }
    }
  }

  #push(...chunks: Buffer[]): void {
    for (const chunk of chunks) {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
    }
  }
}

const isDouble = (value: MmdbValue): value is MmdbDouble => typeof value === 'object' && DOUBLE in value;
const isArray = (value: MmdbValue): value is readonly MmdbValue[] => Array.isArray(value);

/** Shorter values would not gain by a pointer. */
function isShared(value: MmdbValue): boolean {
  return typeof value === 'string' ? value.length > 2 : typeof value === 'object' && !isDouble(value);
}

function encodeNumber(value: number): Buffer {
  if (!Number.isInteger(value) || value >= 2 ** 32) return encodeDouble(value);
  if (value >= 0) return encodeUnsigned(value < 2 ** 16 ? TYPE.uint16 : TYPE.uint32, BigInt(value));
  if (value < -(2 ** 31)) return encodeDouble(value);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return Buffer.concat([control(TYPE.int32, 4), bytes]);
}

/** Big-endian without leading zero bytes; zero has none at all. */
function encodeUnsigned(type: number, value: bigint): Buffer {
  const digits = value === 0n ? '' : value.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  return Buffer.concat([control(type, bytes.length), bytes]);
}

function encodeDouble(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return Buffer.concat([control(TYPE.double, 8), bytes]);
}

/** The control byte of a field, the byte that extends its type beyond 7, and the bytes that extend its size. */
function control(type: number, size: number): Buffer {
  const [short, extra] = sizeBytes(size);
  return type <= 7 ? Buffer.from([(type << 5) | short, ...extra]) : Buffer.from([short, type - 7, ...extra]);
}

function sizeBytes(size: number): [short: number, extra: number[]] {
  if (size < 29) return [size, []];
  if (size < 285) return [29, [size - 29]];
  if (size < 65_821) return [30, [(size - 285) >> 8, (size - 285) & 0xff]];
  const rest = size - 65_821;
  return [31, [rest >> 16, (rest >> 8) & 0xff, rest & 0xff]];
}

function pointerTo(offset: number): Buffer {
  if (offset < 2048) return Buffer.from([0x20 | (offset >> 8), offset & 0xff]);
  if (offset < 526_336) {
    const rest = offset - 2048;
    return Buffer.from([0x28 | (rest >> 16), (rest >> 8) & 0xff, rest & 0xff]);
  }
  if (offset < 134_744_064) {
    const rest = offset - 526_336;
    return Buffer.from([0x30 | (rest >> 24), (rest >> 16) & 0xff, (rest >> 8) & 0xff, rest & 0xff]);
  }
  const bytes = Buffer.from([0x38, 0, 0, 0, 0]);
  bytes.writeUInt32BE(offset, 1);
  return bytes;
}
