import { expect, it } from 'vitest';
import { createGazetteer } from './gazetteer.ts';

const locate = createGazetteer();

it.each([
  ['New York, NY', 'US', 'NY', 'New York', 40.7, -74.0],
  ['NYC', 'US', 'NY', 'NYC', 40.7, -74.0],
  ['New York City without a state', 'US', undefined, 'New York City', 40.7, -74.0],
  ['Saint Louis', 'US', 'MO', 'Saint Louis', 38.6, -90.2],
  ['St Paul', 'US', 'MN', 'St Paul', 44.9, -93.1],
  ['Ft. Worth', 'US', 'TX', 'ft. worth', 32.7, -97.3],
  ['Washington, D.C.', 'US', 'DC', 'Washington, D.C.', 38.9, -77.0],
  ['Boise City', 'US', 'ID', 'Boise City', 43.6, -116.2],
  ["Coeur d'Alene", 'US', 'ID', 'Coeur d’Alene', 47.7, -116.8],
  ['Winston Salem', 'US', 'NC', 'Winston Salem', 36.1, -80.2],
  ['Montreal without its accent', 'CA', 'QC', 'Montreal', 45.5, -73.6],
  ['Québec City', 'CA', 'QC', 'Québec City', 46.8, -71.2],
  ['London, England', 'GB', 'ENG', 'London', 51.5, -0.1],
  ['London, Ontario', 'CA', 'ON', 'London', 43.0, -81.2],
  ['a city of a country without usable regions', 'SE', 'E', 'Linkoping', 58.4, 15.6],
  ['San Juan in a US roster', 'US', 'PR', 'San Juan', 18.5, -66.1],
  ['the Mountain View that is a city', 'US', 'CA', 'Mountain View', 37.4, -122.1],
  ['the Yanji on the border', 'CN', 'JL', 'Yanji', 42.9, 129.5],
  ['Dandong', 'CN', 'LN', 'Dandong', 40.1, 124.4],
])('finds %s', (_, country, region, city, latitude, longitude) => {
  const found = locate({ country, region, city });
  expect(found).toMatchObject({ kind: 'found' });
  if (found.kind !== 'found') return;
  expect(found.point.latitude).toBeCloseTo(latitude, 0);
  expect(found.point.longitude).toBeCloseTo(longitude, 0);
});

it('names the nearest spelling in the state', () => {
  expect(locate({ country: 'US', region: 'CA', city: 'Los Angelos' })).toEqual({
    kind: 'unknown',
    nearest: 'Los Angeles',
  });
});

it('does not look for a city outside its state', () => {
  expect(locate({ country: 'US', region: 'NV', city: 'Seattle' })).toMatchObject({ kind: 'unknown' });
});

it('leaves a choice between far places to people', () => {
  const springfield = locate({ country: 'US', city: 'Springfield' });
  expect(springfield).toMatchObject({ kind: 'ambiguous' });
  expect(locate({ country: 'US', region: 'CA', city: 'Greenfield' })).toMatchObject({
    kind: 'ambiguous',
    points: [{ latitude: expect.any(Number) }, { latitude: expect.any(Number) }],
  });
});

it('knows nothing of a country without towns', () => {
  expect(locate({ country: 'ZZ', city: 'Anywhere' })).toEqual({ kind: 'unknown' });
});
