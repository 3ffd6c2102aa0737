import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAddress } from './address.ts';

it.each([
  ['192.0.2.1', { ip: '192.0.2.1' }],
  [' 192.0.2.1 ', { ip: '192.0.2.1' }],
  ['192.0.2.1:1234', { ip: '192.0.2.1', port: 1234 }],
  ['192.0.2.1/1234', { ip: '192.0.2.1', port: 1234 }],
  ['192.0.2.1:0', { ip: '192.0.2.1' }],
  ['192.000.002.010', { ip: '192.0.2.10' }],
  ['2001:0DB8:0000:0000:0000:0000:0000:0001', { ip: '2001:db8::1' }],
  ['[2001:db8::1]', { ip: '2001:db8::1' }],
  ['[2001:db8::1]:443', { ip: '2001:db8::1', port: 443 }],
  ['2001:db8::1/443', { ip: '2001:db8::1', port: 443 }],
  ['fe80::1%eth0', { ip: 'fe80::1' }],
  ['::ffff:198.51.100.7', { ip: '198.51.100.7' }],
  ['::ffff:c633:6407', { ip: '198.51.100.7' }],
  ['[::FFFF:198.51.100.7]:51000', { ip: '198.51.100.7', port: 51000 }],
])('reads %s', (text, expected) => expect(parseAddress(text)).toEqual(expected));

it.each([
  '',
  '0.0.0.0',
  '0.0.0.0:0',
  '::',
  '::ffff:0.0.0.0',
  'N/A',
  '(null)',
  '<>',
  '-',
  'unknown',
  '256.0.2.1',
  '192.0.2',
  '1',
  '0x7f.1',
  '192.0.2.1:70000',
  'host.example.com',
  'invalid-addr-2-0.0.0.0',
  '2001:db8:::1',
])('finds none in %j', (text) => expect(parseAddress(text)).toBeUndefined());

it('reads its own text again, and never throws', () => {
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'01f.:[]/%') }),
  );
  fc.assert(
    fc.property(text, (written) => {
      const first = parseAddress(written);
      if (first) expect(parseAddress(first.ip)).toEqual({ ip: first.ip });
    }),
  );
});
