import { expect, it } from 'vitest';
import { countryCode } from './country.ts';

it.each([
  ['US', 'US'],
  ['us', 'US'],
  ['United States', 'US'],
  ['United Kingdom', 'GB'],
  ['Korea, Republic of', 'KR'],
  ['South Korea', 'KR'],
  ['North Korea', 'KP'],
  ['Russia', 'RU'],
  ['Russian Federation', 'RU'],
  ['Türkiye', 'TR'],
  ['Turkey', 'TR'],
  ['Hong Kong', 'HK'],
  ['Hong Kong SAR China', 'HK'],
  ['Côte d’Ivoire', 'CI'],
  ['Trinidad and Tobago', 'TT'],
  ["Lao People's Democratic Republic", 'LA'],
  ['Czech Republic', 'CZ'],
])('knows %s as %s', (name, code) => expect(countryCode(name)).toBe(code));

it('takes no withdrawn, user-assigned or made-up country', () => {
  for (const name of ['SU', 'YU', 'XA', 'ZZ', 'EU', 'Unknown', 'Atlantis', '', '__proto__', 'constructor']) {
    expect(countryCode(name)).toBeUndefined();
  }
});
