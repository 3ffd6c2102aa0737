/** A stream of pseudo-random numbers that depends on its seed alone. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number, both ends included. */
  int(min: number, max: number): number;
  between(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(list: readonly T[], weight: (item: T) => number): T;
  normal(mean: number, deviation: number): number;
  /** By its median and the standard deviation of its logarithm. */
  logNormal(median: number, sigma: number): number;
  /** How often something of this mean rate happens (Knuth's method; for means below about 50). */
  poisson(mean: number): number;
  shuffle<T>(list: readonly T[]): T[];
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
  /** A version 4 UUID. */
  uuid(): string;
  /** Letters and digits, as vendors' object ids have them. */
  token(length: number): string;
  /** An independent stream: depends on this seed and the label, not on what was drawn before. */
  fork(label: string | number): Random;
}

const HEXADECIMAL = Buffer.from('0123456789abcdef');
const ALPHABET = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
const DASH = 0x2d;
/** Texts are put together here: piecing strings would leave a tree of pieces behind each of millions of ids. */
const scratch = Buffer.alloc(256);

/** Chris Doty-Humphrey's sfc32, seeded with four FNV-1a hashes of the text. */
export function createRandom(seed: string): Random {
  const step = sfc32(hash32(`${seed}\u0001`), hash32(`${seed}\u0002`), hash32(`${seed}\u0003`), 1);
  for (let i = 0; i < 12; i++) step();
  const next = () => step() / 2 ** 32;
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const hexInto = (start: number, end: number) => {
    for (let at = start, bits = 0; at < end; at++, bits >>>= 4) {
      if ((at - start) % 8 === 0) bits = step();
      scratch[at] = HEXADECIMAL[bits & 15]!;
    }
  };
  const normal = (mean: number, deviation: number) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

  return {
    next,
    int,
    between: (min, max) => min + next() * (max - min),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    weighted(list, weight) {
      let rest = next() * list.reduce((sum, item) => sum + weight(item), 0);
      for (const item of list) {
        rest -= weight(item);
        if (rest < 0) return item;
      }
      return list.at(-1)!;
    },
    normal,
    logNormal: (median, sigma) => median * Math.exp(normal(0, sigma)),
    poisson(mean) {
      const floor = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > floor; product *= next()) count++;
      return count;
    },
    shuffle(list) {
      const out = [...list];
      for (let i = out.length - 1; i > 0; i--) {
        const j = int(0, i);
        [out[i], out[j]] = [out[j]!, out[i]!];
      }
      return out;
    },
    hex(digits) {
      hexInto(0, digits);
      return scratch.toString('latin1', 0, digits);
    },
    uuid() {
      hexInto(0, 36);
      for (const at of [8, 13, 18, 23]) scratch[at] = DASH;
      scratch[14] = HEXADECIMAL[4]!;
      scratch[19] = HEXADECIMAL[8 + (step() & 3)]!;
      return scratch.toString('latin1', 0, 36);
    },
    token(length) {
      for (let at = 0; at < length; at++) scratch[at] = ALPHABET[step() % ALPHABET.length]!;
      return scratch.toString('latin1', 0, length);
    },
    fork: (label) => createRandom(`${seed}/${label}`),
  };
}

/** 32 bits of FNV-1a with a final mix, so that neighbouring texts give unrelated numbers. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix32(hash);
}

/** 32 bits that depend on both numbers: a random value that can be had again for the same slot. */
export const hashSlot = (seed: number, slot: number): number => mix32(seed ^ Math.imul(slot | 0, 0x9e3779b1));

function mix32(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function sfc32(seedA: number, seedB: number, seedC: number, start: number): () => number {
  let [a, b, c, counter] = [seedA | 0, seedB | 0, seedC | 0, start];
  return () => {
    const out = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + out) | 0;
    return out >>> 0;
  };
}
