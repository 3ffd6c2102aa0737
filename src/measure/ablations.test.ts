import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reader } from 'maxmind';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeMmdb } from '../simulate/mmdb-writer.ts';
import { ABLATIONS } from './ablations.ts';
import { readMmdbRows } from './mmdb-rows.ts';

let config: string;
const path = (name: string) => join(config, name);
const text = (name: string) => readFileSync(path(name), 'utf8');
const run = (name: keyof typeof ABLATIONS) => ABLATIONS[name]({ config, files: [path('okta.ndjson')] });

const ROSTER = `worker_id,email,aliases,country,city,device_ids,ship_to
W1,jane.roe@example.com,jroe,US,Austin,d1;d2,"Austin, TX"
`;
const BUILT = Date.UTC(2026, 9, 1) / 1000;

beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), 'homeport-test-'));
});
afterEach(() => rmSync(config, { recursive: true, force: true }));

it('no-roster leaves who is who', async () => {
  writeFileSync(path('roster.csv'), ROSTER);
  writeFileSync(path('travel.csv'), 'email,country\njane.roe@example.com,CN\n');
  await run('no-roster');
  expect(text('roster.csv')).toBe(
    '"worker_id","email","aliases","device_ids"\n"W1","jane.roe@example.com","jroe","d1;d2"\n',
  );
  expect(text('travel.csv')).toBe('"email","country"\n');
});

it('no-device-ids takes them from the roster and the log, and keeps when the log was written', async () => {
  const record = {
    uuid: 'e1',
    device: { id: 'd1' },
    debugContext: { debugData: { dtHash: 'abc', requestId: 'r1' } },
  };
  writeFileSync(path('roster.csv'), ROSTER);
  writeFileSync(path('okta.ndjson'), `${JSON.stringify(record)}\n`);
  utimesSync(path('okta.ndjson'), BUILT, BUILT);
  await run('no-device-ids');
  expect(text('roster.csv')).not.toContain('d1');
  expect(text('roster.csv')).toContain('"Austin, TX"');
  expect(JSON.parse(text('okta.ndjson'))).toEqual({
    uuid: 'e1',
    device: null,
    debugContext: { debugData: { dtHash: null, requestId: 'r1' } },
  });
  expect(statSync(path('okta.ndjson')).mtimeMs).toBe(BUILT * 1000);
});

it('no-vpn-list leaves the other databases', async () => {
  writeFileSync(
    path('homeport.yaml'),
    'geo: { city: city.mmdb, anonymous: anonymous.mmdb }\nlists: [{ file: vpn.txt, kind: vpn }]\n',
  );
  await run('no-vpn-list');
  expect(parse(text('homeport.yaml'))).toEqual({ geo: { city: 'city.mmdb' } });
});

it('no-mobile-typing makes phones look like lines at home', async () => {
  const types = [
    { cidr: '192.0.2.0/24', value: { connection_type: 'Cellular' } },
    { cidr: '198.51.100.0/24', value: { connection_type: 'Satellite' } },
  ];
  const options = { databaseType: 'GeoIP2-Connection-Type', buildEpoch: BUILT, ipVersion: 6 } as const;
  writeFileSync(path('connection-type.mmdb'), writeMmdb(types, options));
  await run('no-mobile-typing');
  const reader = new Reader<never>(readFileSync(path('connection-type.mmdb')));
  expect(reader.get('192.0.2.1')).toEqual({ connection_type: 'Cable/DSL' });
  expect(reader.get('198.51.100.1')).toEqual({ connection_type: 'Satellite' });
  expect(reader.metadata.buildEpoch.getTime()).toBe(BUILT * 1000);
});

it('stale-geo dates the city database back by 90 days and moves some networks', async () => {
  const cities = Array.from({ length: 1000 }, (_, i) => ({
    cidr: `198.18.${i >> 2}.${(i & 3) * 64}/26`,
    value: { city: i },
  }));
  const options = { databaseType: 'GeoIP2-City', buildEpoch: BUILT, ipVersion: 6 } as const;
  writeFileSync(path('city.mmdb'), writeMmdb(cities, options));
  await run('stale-geo');
  const bytes = readFileSync(path('city.mmdb'));
  const { buildEpoch } = new Reader<never>(bytes).metadata;
  expect(buildEpoch.getTime()).toBe((BUILT - 90 * 86_400) * 1000);
  const before = new Map(cities.map(({ cidr, value }) => [cidr, value.city]));
  const moved = readMmdbRows(bytes).filter(
    ({ cidr, value }) => before.get(cidr) !== (value as { city: number }).city,
  );
  expect(moved.length).toBeGreaterThan(0);
  expect(moved.length).toBeLessThan(30);
});
