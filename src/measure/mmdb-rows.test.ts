import { expect, it } from 'vitest';
import { writeMmdb } from '../simulate/mmdb-writer.ts';
import { readMmdbRows } from './mmdb-rows.ts';

const OPTIONS = { databaseType: 'GeoIP2-City', buildEpoch: 1_700_000_000, ipVersion: 6 } as const;

it('gives back every network that was written', () => {
  const rows = [
    { cidr: '192.0.2.0/24', value: { country: { iso_code: 'US' } } },
    { cidr: '198.51.100.128/25', value: { country: { iso_code: 'CA' } } },
    { cidr: '2001:db8:0:0:0:0:0:0/32', value: { country: { iso_code: 'MX' } } },
  ];
  expect(readMmdbRows(writeMmdb(rows, OPTIONS))).toEqual(rows);
});

it('splits a network around the one inside it', () => {
  const rows = readMmdbRows(
    writeMmdb(
      [
        { cidr: '192.0.2.0/24', value: 'outer' },
        { cidr: '192.0.2.0/25', value: 'inner' },
      ],
      OPTIONS,
    ),
  );
  expect(rows).toEqual([
    { cidr: '192.0.2.0/25', value: 'inner' },
    { cidr: '192.0.2.128/25', value: 'outer' },
  ]);
});
