import type { Words } from './address-words.ts';
import type { Cidr } from './cidr.ts';

/** The number of the row an address falls into, or −1. */
export type Find = (address: Words) => number;

const NONE = -1;

/**
 * Finds the row whose CIDR holds an address: the longest prefix wins, of equal ones the last. Exact, IPv4 and IPv6;
 * at most 40 bytes a row and one binary search a look-up.
 */
export function cidrFinder(rows: Iterable<Cidr>): Find {
  const v4 = nesting(1);
  const v6 = nesting(4);
  let row = 0;
  for (const cidr of rows) {
    (cidr.first.length === 1 ? v4 : v6).add(cidr, row);
    row += 1;
  }
  const findV4 = v4.finish();
  const findV6 = v6.finish();
  return (address) => (address.length === 1 ? findV4(address) : findV6(address));
}

/**
 * The address space cut at boundaries: each segment runs from its start to the next one. Starts must be added in
 * ascending order; of two equal ones the last counts.
 */
export function segments(width: 1 | 4): {
  add(start: ArrayLike<number>, row: number): void;
  /** Starts a segment without a row behind `last`, unless that is the last address of all. */
  endAfter(last: ArrayLike<number>, row?: number): void;
  finish(): Find;
} {
  const starts: number[] = [];
  const rows: number[] = [];
  const after = new Uint32Array(width);

  function add(start: ArrayLike<number>, row: number): void {
    let same = rows.length > 0;
    for (let word = 0; same && word < width; word++) {
      same = starts[starts.length - width + word] === start[word];
    }
    if (same) {
      rows[rows.length - 1] = row;
      return;
    }
    for (let word = 0; word < width; word++) starts.push(start[word]!);
    rows.push(row);
  }

  return {
    add,
    endAfter(last, row = NONE) {
      after.set(last);
      let word = width - 1;
      for (; word >= 0; word--) {
        after[word] = after[word]! + 1;
        if (after[word] !== 0) break; // else it wrapped and carries into the word before
      }
      if (word >= 0) add(after, row);
    },
    finish: () => finder(width, Uint32Array.from(starts), Int32Array.from(rows)),
  };
}

function finder(width: 1 | 4, starts: Uint32Array, rows: Int32Array): Find {
  return (address) => {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (startsAfter(starts, middle * width, address)) high = middle;
      else low = middle + 1;
    }
    return low === 0 ? NONE : rows[low - 1]!;
  };
}

function startsAfter(starts: Uint32Array, at: number, address: Words): boolean {
  for (let word = 0; word < address.length; word++) {
    const difference = starts[at + word]! - address[word]!;
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/**
 * CIDRs nest or are apart: a sweep from left to right with the open ones on a stack cuts them into segments. Kept as
 * flat numbers, since lists hold hundreds of thousands.
 */
function nesting(width: 1 | 4): { add(cidr: Cidr, row: number): void; finish(): Find } {
  const firsts: number[] = [];
  const lasts: number[] = [];
  const prefixes: number[] = [];
  const rows: number[] = [];

  function compare(a: readonly number[], at: number, b: readonly number[], bt: number): number {
    for (let word = 0; word < width; word++) {
      const difference = a[at * width + word]! - b[bt * width + word]!;
      if (difference !== 0) return difference;
    }
    return 0;
  }

  return {
    add({ first, last, prefix }, row) {
      firsts.push(...first);
      lasts.push(...last);
      prefixes.push(prefix);
      rows.push(row);
    },
    finish() {
      const cut = segments(width);
      const open: number[] = [];
      const wordsOf = (flat: readonly number[], at: number) => flat.slice(at * width, (at + 1) * width);
      const closeBefore = (next: number | undefined): void => {
        for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
          if (next !== undefined && compare(lasts, top, firsts, next) >= 0) return;
          open.pop();
          const outer = open.at(-1);
          cut.endAfter(wordsOf(lasts, top), outer === undefined ? NONE : rows[outer]);
        }
      };
      const order = Uint32Array.from(rows.keys());
      order.sort((a, b) => compare(firsts, a, firsts, b) || prefixes[a]! - prefixes[b]! || a - b);
      for (const at of order) {
        closeBefore(at);
        open.push(at);
        cut.add(wordsOf(firsts, at), rows[at]!);
      }
      closeBefore(undefined);
      return cut.finish();
    },
  };
}
