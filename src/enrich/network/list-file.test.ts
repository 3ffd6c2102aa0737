import { expect, it } from 'vitest';
import { DataFileError } from '../data/data-file-error.ts';
import { addressWords } from './address-words.ts';
import { readAddressList } from './list-file.ts';

const facts = { file: '/lists/vpn.csv', modified: '2026-10-01' };
const read = (text: string | Buffer, given = {}) => readAddressList(Buffer.from(text), facts, given);
const address = (ip: string) => addressWords(ip)!;

it('reads plain lists with comments, single addresses and either line end', () => {
  const list = read('\uFEFF# exits\r\n198.51.100.0/24 # the old ones\r\n\r\n2001:db8::/32\n203.0.113.9\n');
  expect(list.records).toBe(3);
  expect(list.find(address('198.51.100.200'))).toEqual({ seen: '2026-10-01' });
  expect(list.find(address('2001:db8::1'))).toEqual({ seen: '2026-10-01' });
  expect(list.find(address('203.0.113.8'))).toBeUndefined();
});

it('reads columns, and the more specific range wins', () => {
  const list = read(
    [
      'cidr,operator,first_seen,last_seen,country,region,city',
      '198.51.100.0/24,"Example, Inc.",2026-01-02,2026-09-03,us,US-CA,Los Angeles',
      '"198.51.100.128/25",Inner',
    ].join('\n'),
  );
  expect(list.find(address('198.51.100.1'))).toEqual({
    operator: 'Example, Inc.',
    firstSeen: Date.UTC(2026, 0, 2),
    seen: '2026-09-03',
    country: 'US',
    region: 'CA',
    city: 'Los Angeles',
  });
  expect(list.find(address('198.51.100.129'))).toEqual({ operator: 'Inner', seen: '2026-10-01' });
  expect(list.boundaries).toEqual([Date.UTC(2026, 0, 2)]);
});

it('dates a list by the settings, then its own comment, then its file', () => {
  const dated = '# date: 2026-08-15\n198.51.100.0/24\n';
  expect(read(dated, { date: '2026-11-01' }).date).toBe('2026-11-01');
  expect(read(dated).date).toBe('2026-08-15');
  expect(read('198.51.100.0/24').date).toBe('2026-10-01');
});

it.each([
  ['an empty file', '', 'holds no address range'],
  ['only comments', '# nothing\n\n', 'holds no address range'],
  ['a header without rows', 'cidr,operator\n', 'holds no address range'],
  [
    'a country by name',
    'cidr,country\n198.51.100.0/24,Germany\n',
    '/lists/vpn.csv:2: "GERMANY" is no country',
  ],
  ['a binary file', Buffer.from([0x31, 0x00, 0x32]), 'is binary'],
  ['another encoding', Buffer.from([0x31, 0xff, 0xfe]), 'is binary'],
  [
    'a bad range',
    '198.51.100.0/24\n198.51.100.0/33\n',
    '/lists/vpn.csv:2: "198.51.100.0/33" is no address range',
  ],
  ['columns without a header', '198.51.100.0/24,US\n', 'starts with a line such as cidr,operator'],
  ['an unknown column', 'cidr,owner\n', '/lists/vpn.csv:1: unknown column "owner"'],
  ['a bad date', 'cidr,last_seen\n198.51.100.0/24,yesterday\n', '/lists/vpn.csv:2: "yesterday" is no date'],
  [
    'too many fields',
    'cidr,operator\n198.51.100.0/24,a,b\n',
    '/lists/vpn.csv:2: has 3 fields under 2 columns',
  ],
])('refuses %s and says where', (_, content, message) => {
  expect(() => read(content)).toThrow(DataFileError);
  expect(() => read(content)).toThrow(message);
});
