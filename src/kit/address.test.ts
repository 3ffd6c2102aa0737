import { expect, it } from 'vitest';
import { blockAround, inBlock } from './address.ts';

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
