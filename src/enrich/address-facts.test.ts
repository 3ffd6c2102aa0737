import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { ANYWHERE_KM } from '../event/facts.ts';
import { double, type MmdbRow, writeMmdb } from '../simulate/mmdb-writer.ts';
import { type AddressFactsOptions, openAddressFacts } from './address-facts.ts';
import { DataFileError } from './data/data-file-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'address-facts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NOW = Date.UTC(2026, 10, 19);
let files = 0;

function file(name: string, content: string | Buffer): string {
  const path = join(folder, `${++files}-${name}`);
  writeFileSync(path, content);
  return path;
}

function database(
  databaseType: string,
  rows: MmdbRow[],
  { date = '2026-11-01', ipVersion = 6 as 4 | 6 } = {},
): Buffer {
  return writeMmdb(rows, { databaseType, buildEpoch: Date.parse(date) / 1000, ipVersion });
}

const newYork = {
  country: { iso_code: 'US' },
  registered_country: { iso_code: 'CA' },
  subdivisions: [{ iso_code: 'NY', names: { en: 'New York' } }],
  city: { names: { en: 'New York' } },
  location: { latitude: double(40.7), longitude: double(-74), accuracy_radius: 20 },
};
const austin = {
  country: { iso_code: 'US' },
  subdivisions: [{ names: { en: 'Texas' } }],
  city: { names: { en: 'Austin' } },
  location: { latitude: double(30.27), longitude: double(-97.74) },
};

const city = file(
  'city.mmdb',
  database('GeoLite2-City', [
    { cidr: '198.51.100.0/24', value: newYork },
    { cidr: '203.0.113.0/24', value: austin },
    { cidr: '2001:db8::/32', value: newYork },
    { cidr: '10.0.0.0/8', value: newYork },
    { cidr: '192.0.2.0/24', value: { location: { latitude: double(1), longitude: double(2) } } },
  ]),
);
const asnRow = (cidr: string, number: number, name: string): MmdbRow => ({
  cidr,
  value: { autonomous_system_number: number, autonomous_system_organization: name },
});
const asn = file(
  'asn.mmdb',
  database('GeoLite2-ASN', [
    asnRow('198.51.100.0/25', 7922, 'COMCAST-7922'),
    asnRow('198.51.100.128/25', 21928, 'T-MOBILE-AS21928'),
    asnRow('203.0.113.0/25', 14061, 'DIGITALOCEAN-ASN'),
    asnRow('203.0.113.128/25', 64496, 'Example Networks'),
    asnRow('2001:db8::/32', 7922, 'COMCAST-7922'),
  ]),
);
const geo = { city, asn };
const open = (options: AddressFactsOptions = {}) => openAddressFacts({ geo, ...options });
const list = (content: string): string => file('list.csv', content);

it('gives place and network from MaxMind-format files', async () => {
  const facts = await open();
  expect(facts.lookup('198.51.100.7', NOW)).toEqual({
    place: {
      country: 'US',
      region: 'NY',
      city: 'New York',
      latitude: 40.7,
      longitude: -74,
      radiusKm: 20,
      registeredCountry: 'CA',
      confidence: 1,
      source: 'GeoLite2-City',
      date: '2026-11-01',
    },
    network: { asn: 7922, operator: 'Comcast', type: 'fixed', source: 'GeoLite2-ASN', date: '2026-11-01' },
  });
  expect(facts.lookup('2001:db8::7', NOW)).toEqual(facts.lookup('198.51.100.7', NOW));
  expect(facts.lookup('::ffff:198.51.100.7', NOW)).toEqual(facts.lookup('198.51.100.7', NOW));
});

it('takes the default radius of the network type where the database gives none', async () => {
  const facts = await open({ lists: [{ file: list('203.0.113.192/26'), kind: 'vpn' }] });
  const radius = (ip: string) => facts.lookup(ip, NOW).place?.radiusKm;
  expect(radius('203.0.113.129')).toBe(500); // unknown
  expect(radius('203.0.113.1')).toBe(ANYWHERE_KM); // hosting
  expect(radius('203.0.113.193')).toBe(ANYWHERE_KM);
  expect(facts.lookup('203.0.113.1', NOW).place).toMatchObject({ region: 'TX', city: 'Austin' });
});

it('never keeps an accuracy radius for a network that is no place', async () => {
  const facts = await open({ networks: [{ cidr: '198.51.100.0/24', kind: 'corporate', label: 'HQ' }] });
  expect(facts.lookup('198.51.100.7', NOW)).toMatchObject({
    place: { radiusKm: ANYWHERE_KM },
    network: { type: 'corporate', label: 'HQ', source: 'networks.csv' },
  });
});

it('gives private addresses a network only by name, and never a place', async () => {
  const facts = await open({
    networks: [{ cidr: '10.1.0.0/16', kind: 'corporate', label: 'VPN pool', country: 'US' }],
  });
  expect(facts.lookup('10.1.2.3', NOW)).toEqual({
    network: { type: 'corporate', label: 'VPN pool', source: 'networks.csv', date: '' },
  });
  for (const ip of ['10.2.0.1', '100.64.0.1', '127.0.0.1', '192.168.1.1', 'fe80::1', '::1', 'fd00::1']) {
    expect(facts.lookup(ip, NOW), ip).toEqual({});
  }
});

it('counts documentation addresses as public, and knows nothing of the unlisted', async () => {
  const facts = await open();
  expect(facts.lookup('203.0.113.129', NOW).network).toMatchObject({ asn: 64496, type: 'unknown' });
  expect(facts.lookup('192.0.2.1', NOW)).toEqual({}); // a record without a country
});

it('never throws, whatever the text', async () => {
  const facts = await open();
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (text) => {
      expect(Object.keys(facts.lookup(text, NOW)).length).toBeLessThanOrEqual(2);
    }),
  );
  expect(facts.lookup('host.example.com', NOW)).toEqual({});
});

it('subtracts the relay from a VPN list that contains it, and places it by the relay’s list', async () => {
  const relay = list(
    'cidr,operator,country,region,city\n198.51.100.0/28,iCloud Private Relay,US,US-CA,Los Angeles\n',
  );
  const facts = await open({
    lists: [
      { file: list('198.51.100.0/24\n'), kind: 'vpn', date: '2026-11-10' },
      { file: relay, kind: 'relay', date: '2026-11-12' },
    ],
  });
  expect(facts.lookup('198.51.100.7', NOW)).toMatchObject({
    place: { country: 'US', region: 'CA', city: 'Los Angeles', radiusKm: ANYWHERE_KM, date: '2026-11-12' },
    network: {
      type: 'relay',
      anonymiser: { kind: 'relay', operator: 'iCloud Private Relay', seen: '2026-11-12' },
    },
  });
  expect(facts.lookup('198.51.100.17', NOW).network).toMatchObject({
    type: 'vpn',
    anonymiser: { kind: 'vpn', seen: '2026-11-10' },
  });
});

it('asks the databases that know an address for its line and its anonymiser', async () => {
  const connectionType = file(
    'connection-type.mmdb',
    database('GeoIP2-Connection-Type', [
      { cidr: '198.51.100.0/26', value: { connection_type: 'Cellular' } },
      { cidr: '198.51.100.64/26', value: { connection_type: 'Corporate' } },
    ]),
  );
  const anonymous = file(
    'anonymous.mmdb',
    database('GeoIP2-Anonymous-IP', [
      { cidr: '198.51.100.0/24', value: {} },
      { cidr: '198.51.100.1/32', value: { is_anonymous: true, is_residential_proxy: true } },
      { cidr: '198.51.100.65/32', value: { is_anonymous: true, is_residential_proxy: true } },
      { cidr: '198.51.100.66/32', value: { is_anonymous: true, is_anonymous_vpn: true } },
    ]),
  );
  const facts = await open({ geo: { ...geo, connectionType, anonymous } });
  const network = (ip: string) => facts.lookup(ip, NOW).network;
  expect(network('198.51.100.2')).toMatchObject({ asn: 7922, type: 'mobile' });
  expect(network('198.51.100.1')).not.toHaveProperty('anonymiser');
  expect(network('198.51.100.67')).toMatchObject({ type: 'fixed', source: 'GeoLite2-ASN' });
  expect(network('198.51.100.67')).not.toHaveProperty('anonymiser');
  expect(network('198.51.100.65')).toMatchObject({
    type: 'fixed',
    anonymiser: { kind: 'residential-proxy', seen: '2026-11-01', source: 'GeoIP2-Anonymous-IP' },
  });
  expect(network('198.51.100.66')).toMatchObject({ type: 'vpn', anonymiser: { kind: 'vpn' } });
});

it('needs no other database beside an Enterprise one', async () => {
  const enterprise = file(
    'enterprise.mmdb',
    database('GeoIP2-Enterprise', [
      {
        cidr: '198.51.100.0/24',
        value: {
          ...newYork,
          traits: {
            autonomous_system_number: 64_497,
            autonomous_system_organization: 'Example Hosting',
            user_type: 'hosting',
          },
        },
      },
    ]),
  );
  const facts = await open({ geo: { enterprise } });
  expect(facts.lookup('198.51.100.7', NOW)).toMatchObject({
    place: { city: 'New York', radiusKm: ANYWHERE_KM, source: 'GeoIP2-Enterprise' },
    network: { asn: 64_497, operator: 'Example Hosting', type: 'hosting', source: 'GeoIP2-Enterprise' },
  });
  expect(facts.sources().map(({ name }) => name)).toEqual(['GeoIP2-Enterprise', 'asn-types.csv']);
});

it('lets a list speak only of the time since its first sighting', async () => {
  const facts = await open({
    lists: [{ file: list('cidr,first_seen,last_seen\n198.51.100.7,2026-09-01,2026-10-30\n'), kind: 'vpn' }],
  });
  expect(facts.lookup('198.51.100.7', Date.UTC(2026, 7, 31)).network?.type).toBe('fixed');
  expect(facts.lookup('198.51.100.7', Date.UTC(2026, 8, 1)).network).toMatchObject({
    type: 'vpn',
    anonymiser: { seen: '2026-10-30' },
  });
});

it('shares one frozen object among equal results', async () => {
  const facts = await open();
  const [a, b] = [facts.lookup('198.51.100.7', NOW), facts.lookup('198.51.100.8', NOW)];
  expect(a.place).toBe(b.place);
  expect(a.network).toBe(b.network);
  expect(Object.isFrozen(a.place)).toBe(true);
});

it('picks the file by event time', async () => {
  const moved = file('moved.mmdb', database('GeoLite2-City', [{ cidr: '198.51.100.0/24', value: austin }]));
  const facts = await open({
    geo: {
      asn,
      city: [
        { file: moved, from: '2026-11-10' },
        { file: city, from: '2026-10-01' },
      ],
    },
  });
  const cityAt = (time: number) => facts.lookup('198.51.100.7', time).place?.city;
  expect(cityAt(Date.UTC(2026, 0, 1))).toBe('New York');
  expect(cityAt(Date.UTC(2026, 10, 9))).toBe('New York');
  expect(cityAt(Date.UTC(2026, 10, 10))).toBe('Austin');
});

it('reloads changed files, keeps the old content of broken ones and says so', async () => {
  const path = file('city.mmdb', database('GeoLite2-City', [{ cidr: '198.51.100.0/24', value: newYork }]));
  const vpn = list('203.0.113.0/24\n');
  const facts = await open({ geo: { city: path, asn }, lists: [{ file: vpn, kind: 'vpn' }] });
  const first = facts.version;
  expect(await facts.reload()).toContainEqual({ file: path, outcome: 'unchanged' });
  expect(facts.version).toBe(first);

  const austinNow = database('GeoLite2-City', [{ cidr: '198.51.100.0/24', value: austin }]);
  rewrite(path, austinNow);
  expect(await facts.reload()).toContainEqual({ file: path, outcome: 'reloaded' });
  expect(facts.lookup('198.51.100.7', NOW).place?.city).toBe('Austin');
  expect(facts.version).not.toBe(first);

  const second = facts.version;
  rewrite(path, austinNow.subarray(0, -40));
  rewrite(vpn, 'no address\n');
  const outcomes = await facts.reload();
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['kept', 'unchanged', 'kept']);
  expect(outcomes[0]).toMatchObject({ reason: expect.stringContaining(path) });
  expect(outcomes[2]).toMatchObject({ reason: expect.stringContaining(`${vpn}:1: "no address"`) });
  expect(facts.lookup('198.51.100.7', NOW).place?.city).toBe('Austin');
  expect(facts.lookup('203.0.113.129', NOW).network?.type).toBe('vpn');
  expect(facts.version).toBe(second);
});

let stamp = 1_700_000_000;
function rewrite(path: string, content: string | Buffer): void {
  writeFileSync(path, content);
  stamp += 60;
  utimesSync(path, stamp, stamp); // two writes within one tick of the clock must differ
}

const sound = database('GeoLite2-City', [{ cidr: '198.51.100.0/24', value: newYork }]);
it.each([
  ['is missing', undefined, 'does not exist'],
  ['is empty', Buffer.alloc(0), 'is no MaxMind DB, or is cut short'],
  ['is cut short', sound.subarray(0, sound.length / 2), 'is no MaxMind DB, or is cut short'],
  ['is cut in the metadata', sound.subarray(0, sound.length - 10), 'metadata cannot be read'],
  ['has lost its beginning', sound.subarray(sound.indexOf('MaxMind.com') - 3), 'metadata cannot be read'],
  ['is still compressed', Buffer.from([0x1f, 0x8b, 8, 0]), 'is gzip-compressed'],
  ['is text', Buffer.from('not found'), 'is no MaxMind DB'],
])('refuses a database that %s, and names it', async (_, content, message) => {
  const path = content ? file('bad.mmdb', content) : join(folder, 'missing.mmdb');
  const opening = open({ geo: { city: path } });
  await expect(opening).rejects.toThrow(DataFileError);
  await expect(opening).rejects.toThrow(path);
  await expect(opening).rejects.toThrow(message);
});

it('names the list and the line at the first start', async () => {
  const path = list('198.51.100.0/24\n198.51.100.0/99\n');
  await expect(open({ lists: [{ file: path, kind: 'vpn' }] })).rejects.toThrow(
    `${path}:2: "198.51.100.0/99"`,
  );
});

it('leaves IPv6 addresses to databases that hold them', async () => {
  const v4 = database('GeoLite2-City', [{ cidr: '32.0.0.0/8', value: newYork }], { ipVersion: 4 });
  const facts = await open({ geo: { city: file('v4.mmdb', v4), asn } });
  expect(facts.lookup('2001:db8::1', NOW).place).toBeUndefined();
});

it('survives a database with a damaged record and counts it', async () => {
  const bytes = Buffer.from(sound);
  bytes.fill(0xff, bytes.indexOf('iso_code'), bytes.indexOf('iso_code') + 60);
  const facts = await open({ geo: { city: file('damaged.mmdb', bytes), asn } });
  expect(facts.lookup('198.51.100.7', NOW).place).toBeUndefined();
  expect(facts.sources().find(({ damaged }) => damaged)).toMatchObject({ name: 'GeoLite2-City' });
});

it('lists its sources with date, age and licence', async () => {
  const facts = await open({ lists: [{ file: list('# date: 2026-11-09\n198.51.100.0/24\n'), kind: 'vpn' }] });
  const sources = facts.sources(NOW);
  expect(sources.map(({ name, ageDays }) => [name, ageDays])).toEqual([
    ['GeoLite2-City', 18],
    ['GeoLite2-ASN', 18],
    [expect.stringContaining('list.csv'), 10],
    ['asn-types.csv', expect.any(Number)],
  ]);
  expect(sources[0]).toMatchObject({
    file: city,
    licence: expect.stringContaining('GeoLite2'),
    confidence: 1,
  });
  expect(sources[2]).toMatchObject({ records: 1 });
});

it('has the same version for the same data and another one for other settings', async () => {
  const [a, b, c] = await Promise.all([
    open(),
    open(),
    open({ networks: [{ cidr: '10.0.0.0/8', kind: 'corporate' }] }),
  ]);
  expect(a!.version).toBe(b!.version);
  expect(a!.version).not.toBe(c!.version);
});

it('falls back on embedded data of known date and low confidence', async () => {
  const facts = await openAddressFacts();
  expect(facts.lookup('8.8.8.8', NOW)).toMatchObject({
    place: {
      country: 'US',
      confidence: 0.6,
      source: 'geoip-lite',
      date: '2019-08-28',
      radiusKm: ANYWHERE_KM,
    },
    network: { asn: 15169, type: 'hosting', source: '@ip-location-db/asn' },
  });
  expect(facts.lookup('73.0.0.1', NOW)).toMatchObject({
    place: { country: 'US' },
    network: { asn: 7922, type: 'fixed' },
  });
  expect(facts.sources(NOW)).toEqual([
    expect.objectContaining({ name: 'geoip-lite', date: '2019-08-28', confidence: 0.6 }),
    expect.objectContaining({ name: '@ip-location-db/asn', records: expect.any(Number) }),
    expect.objectContaining({ name: 'asn-types.csv' }),
  ]);
});
