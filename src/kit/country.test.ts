import { expect, it } from 'vitest';
import { countryCode, countryName } from './country.ts';

it('names countries, and leaves what is no code as it is', () => {
  expect(countryName('KP')).toBe('North Korea');
  expect(countryName('RU')).toBe('Russia');
  expect(countryName('A1')).toBe('A1');
});

it('reads a country by code, short name or formal name', () => {
  expect(countryCode('CN')).toBe('CN');
  expect(countryCode('United Kingdom')).toBe('GB');
  expect(countryCode('Germany')).toBe('DE');
  expect(countryCode('Russia')).toBe('RU');
  expect(countryCode('Russian Federation')).toBe('RU');
  expect(countryCode('Atlantis')).toBeUndefined();
});
