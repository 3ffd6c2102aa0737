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

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Chris Doty-Humphrey's sfc32, seeded with four FNV-1a hashes of the text. */
export function createRandom(seed: string): Random {
  const step = sfc32(hash32(`${seed}\u0001`), hash32(`${seed}\u0002`), hash32(`${seed}\u0003`), 1);
  for (let i = 0; i < 12; i++) step();
  const next = () => step() / 2 ** 32;
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const word = () => {
    const bits = step();
    return BYTES[bits >>> 24]! + BYTES[(bits >>> 16) & 255] + BYTES[(bits >>> 8) & 255] + BYTES[bits & 255];
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
      let text = '';
      while (text.length < digits) text += word();
      return text.slice(0, digits);
    },
    uuid() {
      const [a, b, c, d] = [word(), word(), word(), word()];
      const variant = '89ab'[step() & 3];
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
    },
    token(length) {
      let text = '';
      for (let i = 0; i < length; i++) text += ALPHABET[step() % 62];
      return text;
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
