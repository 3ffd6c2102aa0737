import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, it } from 'vitest';
import { blockAround, inBlock, lineOf } from './address.ts';

it('finds the block around an address', () => {
  expect(blockAround('192.0.2.77')).toBe('192.0.2.0/24');
  expect(blockAround('2001:db8:1:2::9')).toBe('2001:db8:1::/48');
  expect(blockAround('2001:db8::9')).toBe('2001:db8:0::/48');
});

it('knows what lies in a block, and never mixes the families', () => {
  expect(inBlock('198.51.100.200', '198.51.100.128/25')).toBe(true);
  expect(inBlock('198.51.100.100', '198.51.100.128/25')).toBe(false);
  expect(inBlock('2001:db8::1', '2001:db8::/32')).toBe(true);
  expect(inBlock('2001:db8::1', '0.0.0.0/0')).toBe(false);
});

it('takes an IPv4 address for a line of its own', () => {
  expect(lineOf('192.0.2.77')).toBe('192.0.2.77');
});

it('takes every address of an IPv6 /64 for one line, however it is abbreviated', () => {
  // Zeros are where the ways of writing an address differ.
  const part = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
  const four = fc.tuple(part, part, part, part);
  fc.assert(
    fc.property(four, four, four, (network, one, other) => {
      const [a, b] = [one, other].map((host) => new ipaddr.IPv6([...network, ...host]).toRFC5952String());
      expect(lineOf(a!)).toBe(lineOf(b!));
      expect(inBlock(a!, lineOf(a!))).toBe(true);
      expect(lineOf(a!).endsWith('::/64')).toBe(true);
    }),
  );
});
