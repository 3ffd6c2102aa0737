import fc from 'fast-check';
import { type CityResponse, Reader } from 'maxmind';
import { expect, test } from 'vitest';
import { double, type MmdbRow, writeMmdb } from './mmdb-writer.ts';

const options = { databaseType: 'Test-City', buildEpoch: 1_800_000_000, ipVersion: 6 } as const;
const read = (rows: MmdbRow[], ipVersion: 4 | 6 = 6) =>
  new Reader<CityResponse>(writeMmdb(rows, { ...options, ipVersion }));

test('every type survives the round trip', () => {
  const value = {
    short: 'US',
    long: 'x'.repeat(300),
    longer: 'y'.repeat(70_000),
    unicode: 'São Paulo',
    double: -73.9857,
    whole: double(40),
    zero: 0,
    uint16: 65_535,
    uint32: 4_294_967_295,
    int32: -12,
    uint64: 2n ** 60n,
    yes: true,
    no: false,
    list: [{ iso_code: 'NY' }, 'US', []],
    nested: { names: { en: 'New York' } },
  };
  const reader = read([{ cidr: '192.0.2.0/24', value }]);
  expect(reader.get('192.0.2.77')).toEqual({ ...value, whole: 40 });
  expect(reader.get('192.0.3.1')).toBeNull();
});

test('the metadata says what was asked for', () => {
  const { metadata } = read([{ cidr: '2001:db8::/32', value: 'x' }]);
  expect(metadata.databaseType).toBe('Test-City');
  expect(metadata.ipVersion).toBe(6);
  expect(metadata.buildEpoch).toEqual(new Date(1_800_000_000_000));
  expect(metadata.recordSize).toBe(24);
});

test('the most specific prefix wins whatever the order', () => {
  const rows = [
    { cidr: '203.0.113.0/24', value: { at: 'network' } },
    { cidr: '203.0.113.64/26', value: { at: 'block' } },
    { cidr: '203.0.113.65/32', value: { at: 'host' } },
    { cidr: '2001:db8::/32', value: { at: 'six' } },
  ];
  for (const order of [rows, rows.toReversed()]) {
    const reader = read(order);
    expect(reader.get('203.0.113.1')).toEqual({ at: 'network' });
    expect(reader.get('203.0.113.66')).toEqual({ at: 'block' });
    expect(reader.get('203.0.113.65')).toEqual({ at: 'host' });
    expect(reader.getWithPrefixLength('203.0.113.65')[1]).toBe(128 - 96);
    expect(reader.get('2001:db8:ff::1')).toEqual({ at: 'six' });
  }
});

test('an IPv4 database holds the default route and refuses IPv6', () => {
  const reader = read(
    [
      { cidr: '0.0.0.0/0', value: 'anywhere' },
      { cidr: '198.51.100.0/24', value: 'here' },
    ],
    4,
  );
  expect(reader.get('192.0.2.1')).toBe('anywhere');
  expect(reader.get('198.51.100.1')).toBe('here');
  expect(() => read([{ cidr: '2001:db8::/32', value: 1 }], 4)).toThrow('does not fit');
});

test('a data section beyond 16 MiB takes 28-bit records and long pointers', () => {
  const padding = 'z'.repeat(65_000);
  const rows = Array.from({ length: 270 }, (_, i) => ({
    cidr: `198.18.${i >> 8}.${i & 255}/32`,
    value: { shared: `tail ${i % 3}`, text: `${i}${padding}`, last: `tail ${i % 3}` },
  }));
  const reader = read(rows);
  expect(reader.metadata.recordSize).toBe(28);
  for (const [i, row] of rows.entries()) {
    expect(reader.get(`198.18.${i >> 8}.${i & 255}`)).toEqual(row.value);
  }
});

test('any set of host routes reads back, and the same rows give the same bytes', () => {
  const rows = fc.uniqueArray(fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 2 ** 32 - 1 })), {
    selector: ([ip]) => ip,
    minLength: 1,
  });
  fc.assert(
    fc.property(rows, (pairs) => {
      const list = pairs.map(([ip, value]) => ({ cidr: `${ip}/32`, value: { value } }));
      const bytes = writeMmdb(list, options);
      expect(writeMmdb(list, options).equals(bytes)).toBe(true);
      const reader = new Reader<CityResponse>(bytes);
      for (const [ip, value] of pairs) expect(reader.get(ip)).toEqual({ value });
    }),
    { numRuns: 50 },
  );
});
