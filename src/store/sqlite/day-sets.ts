import { ID_WORDS, type Rows } from '../rows.ts';

/** An exact set of 128-bit ids: open addressing over typed arrays, compared whole, no false positives. */
export class IdSet {
  size = 0;
  private slots = new Uint32Array(64 * ID_WORDS);
  private taken = new Uint8Array(64);

  /** True when the id at `words[at..]` was not there before. */
  add(words: Uint32Array, at: number): boolean {
    if (this.size * 2 >= this.taken.length) this.grow();
    const slot = this.find(words, at);
    if (this.taken[slot]) return false;
    this.put(slot, words, at);
    this.size++;
    return true;
  }

  private put(slot: number, words: Uint32Array, at: number): void {
    this.taken[slot] = 1;
    for (let w = 0; w < ID_WORDS; w++) this.slots[slot * ID_WORDS + w] = words[at + w]!;
  }

  private find(words: Uint32Array, at: number): number {
    const mask = this.taken.length - 1;
    // A UUID's words are not all random: mix them all.
    let hash = words[at]! ^ Math.imul(words[at + 1]!, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ words[at + 2]!, 0x85ebca77);
    hash = Math.imul(hash ^ (hash >>> 13) ^ words[at + 3]!, 0xc2b2ae3d);
    let slot = (hash ^ (hash >>> 16)) & mask;
    while (this.taken[slot] && !this.holds(slot, words, at)) slot = (slot + 1) & mask;
    return slot;
  }

  private holds(slot: number, words: Uint32Array, at: number): boolean {
    for (let w = 0; w < ID_WORDS; w++) {
      if (this.slots[slot * ID_WORDS + w] !== words[at + w]) return false;
    }
    return true;
  }

  private grow(): void {
    const { slots, taken } = this;
    this.slots = new Uint32Array(slots.length * 2);
    this.taken = new Uint8Array(taken.length * 2);
    for (let slot = 0; slot < taken.length; slot++) {
      if (taken[slot]) this.put(this.find(slots, slot * ID_WORDS), slots, slot * ID_WORDS);
    }
  }
}

/** How many ids may stay in memory (about 40 bytes each) before the day longest unused is let go. */
const MAX_IDS = 2_000_000;

/**
 * Which events have been accepted, by the UTC day of their stamp. A day is loaded when first touched; what a batch
 * adds is pending until the store has committed it, and `discard` forgets everything so that disk is the truth again.
 */
export class DaySets {
  private readonly days = new Map<number, IdSet>();
  private readonly load: (day: number) => Iterable<Uint8Array>;
  private readonly maxIds: number;
  private pending = new Map<number, number[]>();
  private newest: number | undefined;

  constructor(load: (day: number) => Iterable<Uint8Array>, maxIds = MAX_IDS) {
    this.load = load;
    this.maxIds = maxIds;
  }

  /** True when row `i` has never been accepted, neither in an earlier batch nor earlier in this one. */
  fresh(rows: Rows, i: number): boolean {
    const day = rows.stampDay[i]!;
    if (!this.day(day).add(rows.id, i * ID_WORDS)) return false;
    let added = this.pending.get(day);
    if (!added) {
      added = [];
      this.pending.set(day, added);
    }
    for (let w = 0; w < ID_WORDS; w++) added.push(rows.id[i * ID_WORDS + w]!);
    return true;
  }

  /** The ids to be written with the batch, by day. */
  *additions(): Iterable<[day: number, ids: Uint8Array]> {
    for (const [day, words] of this.pending) yield [day, new Uint8Array(Uint32Array.from(words).buffer)];
  }

  /** The batch is on disk: the days longest unused may go. */
  settled(): void {
    this.pending = new Map();
    let held = 0;
    for (const set of this.days.values()) held += set.size;
    for (const [day, set] of this.days) {
      if (held <= this.maxIds || this.days.size === 1) break;
      this.days.delete(day);
      held -= set.size;
    }
  }

  /** The batch was rolled back: memory may be ahead of disk. */
  discard(): void {
    this.pending = new Map();
    this.days.clear();
    this.newest = undefined;
  }

  private day(day: number): IdSet {
    const set = this.days.get(day) ?? this.loaded(day);
    if (this.newest !== day) {
      // Re-inserting keeps the map in order of use.
      this.days.delete(day);
      this.days.set(day, set);
      this.newest = day;
    }
    return set;
  }

  private loaded(day: number): IdSet {
    const set = new IdSet();
    for (const blob of this.load(day)) {
      const words = new Uint32Array(Uint8Array.from(blob).buffer);
      for (let at = 0; at < words.length; at += ID_WORDS) set.add(words, at);
    }
    return set;
  }
}
