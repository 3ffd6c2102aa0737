import { describe, expect, it } from 'vitest';
import { HOUR } from '../src/kit/time.ts';
import { type Login, NAIVE_RULES } from './naive-rules.ts';

const AUSTIN = { country: 'US', latitude: 30.27, longitude: -97.74 };
const DENVER = { country: 'US', latitude: 39.74, longitude: -104.99 };
const TORONTO = { country: 'CA', latitude: 43.65, longitude: -79.38 };
const at = (hours: number, place: Login['place'], anonymised = false): Login => ({
  time: hours * HOUR,
  place,
  anonymised,
});
const alarm = (rule: string, ...logins: Login[]) => NAIVE_RULES[rule]!(logins);

describe('805 km/h between logins', () => {
  it('alarms at 1,240 km in one hour, not in two', () => {
    expect(alarm('805 km/h between logins', at(0, AUSTIN), at(1, DENVER))).toBe(HOUR);
    expect(alarm('805 km/h between logins', at(0, AUSTIN), at(2, DENVER))).toBeUndefined();
  });

  it('passes over what has no place', () => {
    const logins = [at(0, AUSTIN), at(0.5, undefined), at(0.7, { country: 'US' }), at(1, DENVER)];
    expect(alarm('805 km/h between logins', ...logins)).toBe(HOUR);
  });

  it('leaves two logins from one point at one time alone', () => {
    expect(alarm('805 km/h between logins', at(0, AUSTIN), at(0, AUSTIN))).toBeUndefined();
  });
});

it('any foreign country alarms abroad, not where the country is unknown', () => {
  expect(alarm('any foreign country', at(0, AUSTIN), at(9, TORONTO))).toBe(9 * HOUR);
  expect(alarm('any foreign country', at(0, AUSTIN), at(9, undefined))).toBeUndefined();
});

it('any anonymiser flag alarms at the flag', () => {
  expect(alarm('any anonymiser flag', at(0, AUSTIN), at(3, AUSTIN, true))).toBe(3 * HOUR);
});

it('any of the three takes the first alarm', () => {
  expect(alarm('any of the three', at(0, AUSTIN), at(3, AUSTIN, true), at(9, TORONTO))).toBe(3 * HOUR);
  expect(alarm('any of the three', at(0, AUSTIN))).toBeUndefined();
});
