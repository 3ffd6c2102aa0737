import { isIPv6 } from 'node:net';

/** An address as 32-bit words, the most significant first: one word for IPv4, four for IPv6. */
export type Words = Uint32Array;

/** Reads an IP address; IPv4-mapped IPv6 becomes IPv4, a zone id is left out. Undefined for anything else. */
export function addressWords(ip: string): Words | undefined {
  if (!ip.includes(':')) {
    const word = v4Word(ip);
    return word === undefined ? undefined : Uint32Array.of(word);
  }
  const zone = ip.indexOf('%');
  const bare = zone < 0 ? ip : ip.slice(0, zone);
  if (!isIPv6(bare)) return undefined;
  const words = v6Words(bare);
  const mapped = words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  return mapped ? words.subarray(3) : words;
}

/** Dotted text of one word. */
export function dottedText(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}

/** Negative when `a` stands before `b`; both of one length. */
export function compareWords(a: Words, b: Words): number {
  for (let word = 0; word < a.length; word++) {
    if (a[word] !== b[word]) return a[word]! - b[word]!;
  }
  return 0;
}

function v4Word(text: string): number | undefined {
  let word = 0;
  let octet = -1; // no digit of this octet read yet
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      if (octet === 0) return undefined;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return undefined;
    } else {
      if (text[at] !== '.' || octet < 0) return undefined;
      word = word * 256 + octet;
      octet = -1;
      dots += 1;
    }
  }
  return dots === 3 && octet >= 0 ? word * 256 + octet : undefined;
}

/** The text must be a valid IPv6 address. */
function v6Words(text: string): Words {
  const dotted = text.lastIndexOf(':') + 1;
  const tail = text.includes('.') ? v4Word(text.slice(dotted)) : undefined;
  const written = tail === undefined ? text : `${text.slice(0, dotted)}0:0`;
  const gap = written.indexOf('::');
  const left = gap < 0 ? written : written.slice(0, gap);
  const right = gap < 0 ? '' : written.slice(gap + 2);
  const words = new Uint32Array(4);
  const head = left === '' ? [] : left.split(':');
  const rest = right === '' ? [] : right.split(':');
  head.forEach((group, index) => {
    setGroup(words, index, group);
  });
  rest.forEach((group, index) => {
    setGroup(words, 8 - rest.length + index, group);
  });
  if (tail !== undefined) words[3] = tail;
  return words;
}

function setGroup(words: Words, index: number, group: string): void {
  const value = Number.parseInt(group, 16);
  const at = index >> 1;
  words[at] = (index & 1) === 0 ? value * 0x10000 + (words[at]! & 0xffff) : words[at]! + value;
}
