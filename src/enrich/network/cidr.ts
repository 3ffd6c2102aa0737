import { addressWords, type Words } from './address-words.ts';

/** A block of addresses, both ends inclusive. */
export interface Cidr {
  first: Words;
  last: Words;
  prefix: number;
}

/** Reads `198.51.100.0/24`, `2001:db8::/32` or a single address; bits after the prefix are ignored. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const first = addressWords(address);
  if (!first) return undefined;
  const bits = first.length * 32;
  if (slash < 0) return { first, last: first, prefix: bits };
  const digits = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(digits)) return undefined;
  // A prefix of an IPv4-mapped address counts from the start of the IPv6 form.
  const prefix = Number(digits) - (bits === 32 && address.includes(':') ? 96 : 0);
  if (prefix < 0 || prefix > bits) return undefined;
  const last = first.slice();
  for (let word = 0; word < first.length; word++) {
    const kept = Math.min(32, Math.max(0, prefix - 32 * word));
    const mask = kept === 0 ? 0 : (0xffffffff << (32 - kept)) >>> 0;
    first[word] = first[word]! & mask;
    last[word] = (last[word]! | ~mask) >>> 0;
  }
  return { first, last, prefix };
}
