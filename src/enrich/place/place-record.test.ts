import { expect, it } from 'vitest';
import { ANYWHERE_KM } from '../../event/facts.ts';
import { locationOf } from './place-record.ts';
import { radiusOf } from './radius.ts';

const origin = { source: 'Example-City', date: '2026-11-01' };
const austin = {
  country: 'US',
  region: 'TX',
  city: 'Austin',
  latitude: 30.27,
  longitude: -97.74,
  confidence: 1,
  ...origin,
};

it.each([
  [
    'MaxMind',
    {
      country: { iso_code: 'US' },
      registered_country: { iso_code: 'US' },
      subdivisions: [{ iso_code: 'TX' }, { iso_code: 'XX' }],
      city: { names: { de: 'Austin (Texas)', en: 'Austin' } },
      location: { latitude: 30.27, longitude: -97.74 },
    },
  ],
  [
    'DB-IP',
    {
      country: { iso_code: 'US' },
      subdivisions: [{ names: { en: 'Texas' } }],
      city: { names: { en: 'Austin' } },
      location: { latitude: 30.27, longitude: -97.74 },
    },
  ],
  [
    'a flat re-build',
    { country_code: 'us', state1: 'Texas', city: 'Austin', latitude: 30.27, longitude: -97.74 },
  ],
  ['IPinfo', { country: 'US', region: 'Texas', city: 'Austin', lat: '30.27', lng: '-97.74' }],
  [
    'IPinfo with codes',
    {
      country: 'United States',
      country_code: 'US',
      region_code: 'TX',
      city: 'Austin',
      latitude: 30.27,
      longitude: -97.74,
    },
  ],
])('reads the schema of %s', (_, record) => expect(locationOf(record, origin)).toEqual(austin));

it('takes the country of registration where it alone is known, and names it where it differs', () => {
  expect(locationOf({ registered_country: { iso_code: 'CN' } }, origin)).toMatchObject({ country: 'CN' });
  expect(
    locationOf({ country: { iso_code: 'US' }, registered_country: { iso_code: 'CN' } }, origin),
  ).toMatchObject({ country: 'US', registeredCountry: 'CN' });
});

it('codes the regions on which a tier rests', () => {
  const region = (iso: string, name: string) =>
    locationOf({ country: { iso_code: iso }, subdivisions: [{ names: { en: name } }] }, origin)?.region;
  expect([region('CN', 'Liaoning'), region('RU', 'Khabarovsk'), region('FR', 'Bretagne')]).toEqual([
    'LN',
    'KHA',
    undefined,
  ]);
});

it('keeps a place on the equator and the meridian, and drops impossible coordinates', () => {
  const at = (latitude: number, longitude: number) =>
    locationOf({ country: { iso_code: 'GH' }, location: { latitude, longitude } }, origin);
  expect(at(0, 0)).toMatchObject({ latitude: 0, longitude: 0 });
  expect(at(91, 0)).not.toHaveProperty('latitude');
  expect(at(0, Number.NaN)).not.toHaveProperty('longitude');
});

it.each([
  {},
  { city: { names: { en: 'Austin' } } },
  { country: 'United States' },
  { country: { iso_code: 5 } },
])('finds no place in %o', (record) => expect(locationOf(record, origin)).toBeUndefined());

it('believes a database’s radius only on networks that are a place', () => {
  expect(radiusOf('fixed', 5)).toBe(5);
  expect(radiusOf('mobile', undefined)).toBe(500);
  expect(radiusOf('fixed', undefined)).toBe(50);
  for (const type of ['hosting', 'vpn', 'relay', 'tor', 'sase', 'corporate'] as const) {
    expect(radiusOf(type, 5), type).toBe(ANYWHERE_KM);
  }
});
