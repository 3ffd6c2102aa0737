import { kmBetween } from '../../kit/sphere.ts';
import { DAY, HOUR } from '../../kit/time.ts';
import type { Random } from '../random.ts';
import { FOREIGN_CITIES } from './foreign-cities.ts';
import { METROS } from './metros.ts';

export interface City {
  /** ISO 3166-1 alpha-2. */
  country: string;
  countryName: string;
  /** Two letters, as MaxMind has them. */
  continent: string;
  /** Suffix of the ISO 3166-2 code. */
  region: string;
  regionName: string;
  city: string;
  latitude: number;
  longitude: number;
  /** Thousands of people in the metropolitan area. */
  people: number;
  /** IANA name. */
  timeZone: string;
  postalPrefix: string;
}

export { FOREIGN_CITIES, METROS };
export const CITIES: readonly City[] = [...METROS, ...FOREIGN_CITIES];

/** The city of that name; a name that stands twice is told apart by its region. Throws on an unknown name. */
export function cityNamed(name: string, region?: string): City {
  const found = CITIES.find((city) => city.city === name && (!region || city.region === region));
  if (!found) throw new Error(`no city ${name}`);
  return found;
}

export const citiesOf = (...countries: string[]): City[] =>
  FOREIGN_CITIES.filter((city) => countries.includes(city.country));

export const metroByPeople = (random: Random): City => random.weighted(METROS, (metro) => metro.people);

/** A metro whose distance from a place lies between the bounds (kilometres), by population. */
export function metroAtDistance(from: City, min: number, max: number, random: Random): City {
  const near = METROS.filter((metro) => {
    const km = kmBetween(from, metro);
    return km >= min && km <= max;
  });
  return near.length > 0 ? random.weighted(near, (metro) => metro.people) : metroByPeople(random);
}

const offsets = new Map<string, number>();

/** Ms since the epoch of a local wall-clock hour (may be fractional, negative or beyond 24) of a day since the epoch. */
export function localTime(zone: string, day: number, hour: number): number {
  const key = `${zone}/${day}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    offset = offsetAt(zone, day * DAY + 12 * HOUR);
    offsets.set(key, offset);
  }
  return day * DAY + hour * HOUR - offset;
}

/** Ms to add to UTC for local time there and then. */
function offsetAt(zone: string, time: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(time);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * HOUR + Number(match[3]) * (HOUR / 60));
}
