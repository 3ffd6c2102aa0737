import { expect, it } from 'vitest';
import { anonymousFlagsOf, asnOf, lineOf } from './database-record.ts';

it.each([
  ['MaxMind and DB-IP', { autonomous_system_number: 64_496, autonomous_system_organization: 'Example' }],
  ['Enterprise', { traits: { autonomous_system_number: 64_496, autonomous_system_organization: 'Example' } }],
  ['IPinfo Lite', { asn: 'AS64496', as_name: 'Example', country_code: 'US' }],
  ['IPinfo ASN', { asn: 'AS64496', name: 'Example', type: 'isp' }],
])('reads the ASN of %s', (_, record) => expect(asnOf(record)).toEqual({ asn: 64_496, operator: 'Example' }));

it.each([{}, { asn: '' }, { asn: 'none' }, { autonomous_system_number: 0 }])('finds no ASN in %o', (record) =>
  expect(asnOf(record)).toBeUndefined(),
);

it.each([
  [{ connection_type: 'Cellular' }, 'mobile'],
  [{ connection_type: 'Satellite' }, 'satellite'],
  [{ connection_type: 'Cable/DSL' }, 'fixed'],
  [{ connection_type: 'Corporate' }, undefined],
  [{ traits: { user_type: 'hosting', connection_type: 'Corporate' } }, 'hosting'],
  [{ traits: { user_type: 'residential', connection_type: 'Cellular' } }, 'mobile'],
  [{ user_type: 'residential' }, 'fixed'],
  [{ user_type: 'traveler' }, 'venue'],
  [{ user_type: 'business', connection_type: 'Cable/DSL' }, 'fixed'],
  [{ traits: { is_satellite_provider: true } }, 'satellite'],
  [{ asn: 'AS64496', type: 'hosting' }, 'hosting'],
  [{}, undefined],
])('takes %o for a line that is %s', (record, line) => expect(lineOf(record)).toBe(line));

const none = {
  vpn: false,
  tor: false,
  relay: false,
  hosting: false,
  publicProxy: false,
  residentialProxy: false,
};
it('goes by flags, not by the presence of a record', () => {
  expect(anonymousFlagsOf({})).toBeUndefined();
  expect(anonymousFlagsOf({ is_anonymous: true })).toBeUndefined();
  expect(anonymousFlagsOf({ is_anonymous: true, is_residential_proxy: true })).toEqual({
    ...none,
    residentialProxy: true,
  });
});

it('reads the service and the last sighting of Anonymous-Plus and IPinfo', () => {
  expect(
    anonymousFlagsOf({
      is_anonymous_vpn: true,
      provider_name: 'Example VPN',
      network_last_seen: '2026-11-12',
    }),
  ).toEqual({ ...none, vpn: true, operator: 'Example VPN', seen: '2026-11-12' });
  expect(anonymousFlagsOf({ vpn: 'true', hosting: '', relay: '', service: 'Example VPN' })).toEqual({
    ...none,
    vpn: true,
    operator: 'Example VPN',
  });
});
