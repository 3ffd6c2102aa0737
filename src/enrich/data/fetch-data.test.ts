import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { writeMmdb } from '../../simulate/mmdb-writer.ts';
import { addressWords } from '../network/address-words.ts';
import { readAddressList } from '../network/list-file.ts';
import { type FetchOptions, fetchData } from './fetch-data.ts';

const NOW = Date.UTC(2026, 10, 19, 12);
const KEY = 'secret/key';
const mmdb = writeMmdb([{ cidr: '198.51.100.0/24', value: { country: { iso_code: 'US' } } }], {
  databaseType: 'GeoLite2-City',
  buildEpoch: Date.UTC(2026, 10, 17) / 1000,
  ipVersion: 6,
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answers: Record<string, Answer | string | Buffer> = {};
let asked: string[] = [];
let server: Server;
let base: string;
let dir: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[request.url ?? ''];
    if (typeof answer === 'function') answer(request, response);
    else if (answer === undefined) response.writeHead(404).end();
    else response.end(answer);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  answers = {};
  asked = [];
  dir = mkdtempSync(join(tmpdir(), 'fetch-data-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Fetches from the test's server: `paths` are those of the item, in the order of its addresses. */
async function run(name: FetchOptions['what'][number], paths: string[], options: Partial<FetchOptions> = {}) {
  const urls = { [name]: paths.map((path) => `${base}${path}`) };
  const outcomes = await fetchData({ dir, what: [name], urls, now: NOW, fetch, ...options });
  expect(outcomes).toHaveLength(1);
  expect(JSON.stringify(outcomes)).not.toContain('secret');
  return outcomes[0]!;
}

const stored = (file: string): Buffer => readFileSync(join(dir, file));
const find = (file: string, ip: string) =>
  readAddressList(stored(file), { file, modified: '' }).find(addressWords(ip)!);

/** One file in a tar archive, as `tar` writes it. */
function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}

const archive = gzipSync(
  Buffer.concat([
    tarOf('GeoLite2-City_20261117/LICENSE.txt', Buffer.from('terms')),
    tarOf('GeoLite2-City_20261117/GeoLite2-City.mmdb', mmdb),
  ]),
);
const checksum = `${createHash('sha256').update(archive).digest('hex')}  GeoLite2-City_20261117.tar.gz\n`;

it('fetches and unpacks GeoLite2 with the user’s key, checked by its checksum', async () => {
  answers = { '/city?k=secret%2Fkey': archive, '/city?k=secret%2Fkey.sha256': checksum };
  const outcome = await run('geolite2-city', ['/city?k={key}'], { licenceKey: KEY });
  expect(outcome).toEqual({
    name: 'geolite2-city',
    file: join(dir, 'GeoLite2-City.mmdb'),
    outcome: 'updated',
    bytes: mmdb.length,
    date: '2026-11-17',
  });
  expect(stored('GeoLite2-City.mmdb').equals(mmdb)).toBe(true);
  expect(readdirSync(dir).sort()).toEqual(['GeoLite2-City.mmdb', 'fetched.json']);
  expect(stored('fetched.json').toString()).not.toContain('secret');
});

it('asks again with what the server said, and leaves an unchanged file alone', async () => {
  const answer: Answer = (request, response) => {
    const unchanged = request.headers['if-none-match'] === '"v1"';
    response.writeHead(unchanged ? 304 : 200, { etag: '"v1"' }).end(unchanged ? undefined : gzipSync(mmdb));
  };
  answers = { '/city-2026-11': answer };
  expect(await run('dbip-city', ['/city-{month}'])).toMatchObject({ outcome: 'updated' });
  expect(await run('dbip-city', ['/city-{month}'])).toMatchObject({ outcome: 'not-modified' });
  rmSync(join(dir, 'dbip-city-lite.mmdb'));
  expect(await run('dbip-city', ['/city-{month}'])).toMatchObject({ outcome: 'updated' });
});

it('dates an unchanged list anew: its publisher still stands by it', async () => {
  answers = {
    '/tor': (request, response) => {
      const unchanged = request.headers['if-modified-since'] !== undefined;
      response.writeHead(unchanged ? 304 : 200, { 'last-modified': 'Thu, 19 Nov 2026 10:00:00 GMT' });
      response.end(unchanged ? undefined : '198.51.100.7\n');
    },
  };
  expect(await run('tor', ['/tor'])).toMatchObject({ outcome: 'updated', records: 1, date: '2026-11-19' });
  expect(find('tor.txt', '198.51.100.7')).toEqual({ seen: '2026-11-19' });
  expect(await run('tor', ['/tor'], { now: NOW + 86_400_000 })).toMatchObject({ outcome: 'not-modified' });
  expect(find('tor.txt', '198.51.100.7')).toEqual({ seen: '2026-11-20' });
});

it('takes last month’s DB-IP file while this month’s is not there', async () => {
  answers = { '/asn-2026-10': gzipSync(mmdb) };
  expect(await run('dbip-asn', ['/asn-{month}'])).toMatchObject({ outcome: 'updated' });
  expect(asked).toEqual(['/asn-2026-11', '/asn-2026-10']);
  answers = { '/asn-2025-12': gzipSync(mmdb) };
  await run('dbip-asn', ['/asn-{month}'], { now: Date.UTC(2026, 0, 31) });
  expect(asked.slice(2)).toEqual(['/asn-2026-01', '/asn-2025-12']);
});

const cutShort: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': archive.length });
  response.write(archive.subarray(0, 40), () => response.destroy());
};
it.each<[string, Record<string, Answer | string | Buffer>, string]>([
  ['is not there', {}, 'HTTP 404'],
  ['is refused', { '/city': (_, response) => response.writeHead(401).end() }, 'refused the licence key'],
  ['breaks off', { '/city': cutShort }, 'the download broke off'],
  [
    'is half an archive',
    { '/city': archive.subarray(0, 60), '/city.sha256': sum(archive.subarray(0, 60)) },
    'cannot be used',
  ],
  ['has the wrong checksum', { '/city': archive, '/city.sha256': sum(mmdb) }, 'does not match its checksum'],
  ['has no checksum', { '/city': archive }, 'checksum could not be had'],
  [
    'is a web page',
    { '/city': gzipSync('<html>'), '/city.sha256': sum(gzipSync('<html>')) },
    'holds no .mmdb',
  ],
])('keeps the old file when the new one %s', async (_, given, reason) => {
  answers = given;
  writeFileSync(join(dir, 'GeoLite2-City.mmdb'), 'old');
  const outcome = await run('geolite2-city', ['/city'], { licenceKey: KEY });
  expect(outcome).toMatchObject({ outcome: 'failed', reason: expect.stringContaining(reason) });
  expect(stored('GeoLite2-City.mmdb').toString()).toBe('old');
  expect(readdirSync(dir)).toEqual(['GeoLite2-City.mmdb']);
});

function sum(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

it('keeps the old file when the new one is much smaller, empty or no list', async () => {
  const before = Array.from({ length: 20 }, (_, octet) => `198.51.100.${octet}`).join('\n');
  writeFileSync(join(dir, 'x4bnet-vpn.txt'), before);
  for (const [answer, reason] of [
    ['198.51.100.0/24\n', 'remove the old file'],
    ['', 'holds no address range'],
    ['<html>maintenance</html>\n', ':2: "<html>maintenance</html>" is no address range'],
  ] as const) {
    answers = { '/vpn': answer };
    const outcome = await run('x4bnet-vpn', ['/vpn']);
    expect(outcome).toMatchObject({ outcome: 'failed', reason: expect.stringContaining(reason) });
    expect(stored('x4bnet-vpn.txt').toString()).toBe(before);
  }
});

it('says when nobody answers', async () => {
  const outcomes = await fetchData({
    dir,
    what: ['tor'],
    urls: { tor: ['http://127.0.0.1:1/'] },
    now: NOW,
    fetch,
  });
  expect(outcomes).toMatchObject([{ outcome: 'failed', reason: expect.stringContaining('broke off') }]);
});

it('skips what needs a key or has no lasting address, and goes on', async () => {
  answers = { '/tor': '198.51.100.7' };
  const urls = { tor: [`${base}/tor`] };
  const outcomes = await fetchData({ dir, what: ['geolite2-city', 'azure', 'tor'], urls, now: NOW, fetch });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'updated']);
  expect(outcomes[0]).toMatchObject({ reason: expect.stringContaining('licence key') });
  expect(outcomes[1]).toMatchObject({ reason: expect.stringContaining('new address each week') });
});

it('turns Apple’s relay table into a list with places', async () => {
  answers = { '/relay': '198.51.100.0/31,US,US-CA,Los Angeles,\n2001:db8::/64,DE,DE-BE,"Berlin, Mitte",\n' };
  expect(await run('apple-relay', ['/relay'])).toMatchObject({ outcome: 'updated', records: 2 });
  const relay = { operator: 'iCloud Private Relay', seen: '2026-11-19' };
  expect(find('apple-relay.csv', '198.51.100.1')).toEqual({
    ...relay,
    country: 'US',
    region: 'CA',
    city: 'Los Angeles',
  });
  expect(find('apple-relay.csv', '2001:db8::9')).toMatchObject({ region: 'BE', city: 'Berlin, Mitte' });
});

it('joins the two addresses of Cloudflare’s ranges', async () => {
  answers = { '/v4': '198.51.100.0/24\n', '/v6': '2001:db8::/32' };
  expect(await run('cloudflare', ['/v4', '/v6'])).toMatchObject({ outcome: 'updated', records: 2 });
});

it.each([
  [
    'aws',
    {
      prefixes: [{ ip_prefix: '198.51.100.0/24' }, { ip_prefix: '198.51.100.0/24' }],
      ipv6_prefixes: [{ ipv6_prefix: '2001:db8::/32' }],
    },
  ],
  ['gcp', { prefixes: [{ ipv4Prefix: '198.51.100.0/24' }, { ipv6Prefix: '2001:db8::/32' }] }],
  ['oracle', { regions: [{ cidrs: [{ cidr: '198.51.100.0/24' }] }, { cidrs: [{ cidr: '2001:db8::/32' }] }] }],
  ['fastly', { addresses: ['198.51.100.0/24'], ipv6_addresses: ['2001:db8::/32'] }],
  ['azure', { values: [{ properties: { addressPrefixes: ['198.51.100.0/24', '2001:db8::/32'] } }] }],
] as const)('reads the ranges of %s', async (name, published) => {
  answers = { '/ranges': JSON.stringify(published) };
  expect(await run(name, ['/ranges'])).toMatchObject({ outcome: 'updated', records: 2 });
  answers = { '/ranges': '{"changed":true}' };
  expect(await run(name, ['/ranges'])).toMatchObject({ outcome: 'failed' });
  expect(find(`${name}.txt`, '2001:db8::1')).toBeDefined();
});
