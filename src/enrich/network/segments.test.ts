import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, it } from 'vitest';
import { addressWords } from './address-words.ts';
import { parseCidr } from './cidr.ts';
import { cidrFinder, segments } from './segments.ts';

// Few distinct bytes, so that prefixes nest, repeat and touch.
const byte = fc.constantFrom(0, 1, 2, 127, 128, 255);
const v4 = fc.tuple(byte, byte, byte, byte).map((bytes) => bytes.join('.'));
const v6 = fc
  .array(fc.constantFrom(0, 1, 0x7fff, 0x8000, 0xffff), { minLength: 8, maxLength: 8 })
  .filter((groups) => groups.slice(0, 5).some((group) => group !== 0)) // not IPv4-mapped
  .map((groups) => groups.map((group) => group.toString(16)).join(':'));
const cidr = fc.oneof(
  fc.tuple(v4, fc.integer({ min: 0, max: 32 })),
  fc.tuple(v6, fc.integer({ min: 0, max: 128 })),
);

function naive(cidrs: readonly (readonly [string, number])[], ip: string): number {
  const address = ipaddr.parse(ip);
  let best = -1;
  for (const [index, [network, prefix]] of cidrs.entries()) {
    const range = ipaddr.parse(network);
    if (range.kind() !== address.kind()) continue;
    if (address.match(range, prefix) && (best < 0 || prefix >= cidrs[best]![1])) best = index;
  }
  return best;
}

it('finds the longest prefix, of equal ones the last, as a check of every row does', () => {
  fc.assert(
    fc.property(
      fc.array(cidr, { maxLength: 40 }),
      fc.array(fc.oneof(v4, v6), { minLength: 1, maxLength: 40 }),
      (cidrs, addresses) => {
        const find = cidrFinder(cidrs.map(([network, prefix]) => parseCidr(`${network}/${prefix}`)!));
        for (const ip of [...addresses, ...cidrs.map(([network]) => network)]) {
          expect(find(addressWords(ip)!), ip).toBe(naive(cidrs, ip));
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('covers the whole space up to the last address', () => {
  const find = cidrFinder(['0.0.0.0/0', '255.255.255.255', '::/0'].map((text) => parseCidr(text)!));
  expect(find(addressWords('0.0.0.0')!)).toBe(0);
  expect(find(addressWords('255.255.255.254')!)).toBe(0);
  expect(find(addressWords('255.255.255.255')!)).toBe(1);
  expect(find(addressWords('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')!)).toBe(2);
});

it('cuts ranges that are no CIDRs', () => {
  const cut = segments(1);
  cut.add([10], 0);
  cut.endAfter([12]);
  cut.add([13], 1);
  cut.endAfter([20]);
  const find = cut.finish();
  expect([9, 10, 12, 13, 20, 21].map((word) => find(Uint32Array.of(word)))).toEqual([-1, 0, 0, 1, 1, -1]);
});
