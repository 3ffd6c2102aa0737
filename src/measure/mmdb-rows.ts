import { Reader } from 'maxmind';
import type { MmdbRow, MmdbValue } from '../simulate/mmdb-writer.ts';

/** Bits of an IPv6 address, and of the prefix under which IPv4 stands in the tree. */
const BITS = 128;
const V4_PREFIX = 96;

/** Every network of a MaxMind-format file that holds both kinds of address, with its value, in the order of addresses. */
export function readMmdbRows(file: Buffer): MmdbRow[] {
  const reader = new Reader<never>(file);
  const { nodeCount, recordSize } = reader.metadata;
  const rows: MmdbRow[] = [];
  const child = (node: number, side: 0 | 1): number => {
    const at = (node * recordSize) / 4;
    if (recordSize === 24) return file.readUIntBE(at + side * 3, 3);
    if (recordSize === 32) return file.readUInt32BE(at + side * 4);
    const middle = file[at + 3]!;
    return side === 0
      ? ((middle >> 4) << 24) | file.readUIntBE(at, 3)
      : ((middle & 15) << 24) | file.readUIntBE(at + 4, 3);
  };
  const walk = (node: number, prefix: bigint, length: number): void => {
    for (const side of [0, 1] as const) {
      const next = child(node, side);
      const longer = (prefix << 1n) | BigInt(side);
      if (next < nodeCount) walk(next, longer, length + 1);
      else if (next > nodeCount) {
        const { address, cidr } = named(longer, length + 1);
        rows.push({ cidr, value: reader.get(address) as unknown as MmdbValue });
      }
    }
  };
  walk(0, 0n, 0);
  return rows;
}

function named(prefix: bigint, length: number): { address: string; cidr: string } {
  const bits = prefix << BigInt(BITS - length);
  const parts = (width: number, count: number, radix: number) =>
    Array.from({ length: count }, (_, i) =>
      ((bits >> BigInt(width * (count - 1 - i))) & ((1n << BigInt(width)) - 1n)).toString(radix),
    );
  if (length >= V4_PREFIX && bits >> 32n === 0n) {
    const address = parts(8, 4, 10).join('.');
    return { address, cidr: `${address}/${length - V4_PREFIX}` };
  }
  const address = parts(16, 8, 16).join(':');
  return { address, cidr: `${address}/${length}` };
}
