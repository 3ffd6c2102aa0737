import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readAsnTypes } from './asn-types.ts';

const rows = readFileSync(new URL('./asn-types.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','));
const types = readAsnTypes();

it('names each network once, in order, with its operator and where the type comes from', () => {
  const numbers = rows.map(([asn]) => Number(asn));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  for (const row of rows) {
    expect(row, row.join()).toHaveLength(4);
    expect(row[2], row.join()).not.toBe('');
    expect(['registered-name', 'vendor', 'bad-asn-list', 'apple-relay-list'], row.join()).toContain(row[3]);
  }
  expect(types.source.records).toBe(rows.length);
});

it('names no number reserved for private use or documentation', () => {
  const reserved = rows.filter(([asn]) => {
    const number = Number(asn);
    return number === 0 || (number >= 64_496 && number <= 131_071) || number >= 4_200_000_000;
  });
  expect(reserved).toEqual([]);
});

it.each([
  [7922, 'fixed'],
  [20115, 'fixed'],
  [21928, 'mobile'],
  [22394, 'mobile'],
  [20057, 'mobile'],
  [4134, 'fixed'],
  [9808, 'mobile'],
  [12389, 'fixed'],
  [31133, 'mobile'],
  [14593, 'satellite'],
  [16509, 'hosting'],
  [36352, 'hosting'],
  [54600, 'hosting'],
  [22616, 'sase'],
  [13335, 'relay'],
  [36183, 'relay'],
])('takes AS%i for %s', (asn, type) => expect(types.get(asn)?.type).toBe(type));

it('knows nothing of a network that is not in the table', () => {
  expect(types.get(64_496)).toBeUndefined();
});
