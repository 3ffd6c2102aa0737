import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, it } from 'vitest';
import { addressWords, dottedText } from './address-words.ts';
import { parseCidr } from './cidr.ts';

// ipaddr.js takes the long deprecated IPv4-compatible `::192.0.2.1` for an IPv4-mapped address.
const compatible = /^(0*:)+(\d+\.){3}\d+$/;

it('reads what ipaddr.js reads', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV4(),
        fc.ipV6().filter((ip) => !compatible.test(ip)),
      ),
      (ip) => {
        const bytes = ipaddr.process(ip).toByteArray();
        const words = addressWords(ip)!;
        expect([...words]).toEqual(
          Array.from({ length: bytes.length / 4 }, (_, at) => Buffer.from(bytes).readUInt32BE(4 * at)),
        );
      },
    ),
  );
});

it('takes IPv4-mapped addresses for IPv4 and leaves zone ids out', () => {
  expect(dottedText(addressWords('::ffff:198.51.100.7')![0]!)).toBe('198.51.100.7');
  expect(dottedText(addressWords('::FFFF:c633:6407')![0]!)).toBe('198.51.100.7');
  expect(addressWords('fe80::1%eth0')).toEqual(addressWords('fe80::1'));
});

it.each([
  '',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
  '01.2.3.4',
  '1..2.3',
  '2001:db8:::1',
  '12345::',
  'host',
  '1.2.3.4 ',
])('refuses "%s"', (text) => expect(addressWords(text)).toBeUndefined());

it('reads CIDRs and masks what stands behind the prefix', () => {
  expect(parseCidr('198.51.100.77/24')).toEqual(parseCidr('198.51.100.0/24'));
  expect(parseCidr('198.51.100.7')?.prefix).toBe(32);
  expect(parseCidr('::ffff:198.51.100.0/120')).toEqual(parseCidr('198.51.100.0/24'));
  expect(parseCidr('2001:db8::/32')?.last).toEqual(addressWords('2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'));
});

it.each([
  '198.51.100.0/33',
  '198.51.100.0/',
  '198.51.100.0/-1',
  '2001:db8::/129',
  '::ffff:1.2.3.4/90',
  'x/8',
])('refuses the range "%s"', (text) => expect(parseCidr(text)).toBeUndefined());
