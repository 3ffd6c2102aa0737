import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AsnResponse, type CityResponse, Reader } from 'maxmind';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { loadTables } from '../config/tables.ts';
import { ciscoAsa } from '../sources/cisco-asa/index.ts';
import { okta } from '../sources/okta/index.ts';
import type { Parsed } from '../sources/source.ts';
import { type SimulateOptions, type SimulationSummary, simulate } from './index.ts';
import { HARD_NEGATIVE_IDS, SCENARIO_IDS } from './options.ts';

let root: string;
let everything: SimulationSummary;
// biome-ignore lint/suspicious/noExplicitAny: records as a stranger's program would read them
let records: any[];
// biome-ignore lint/suspicious/noExplicitAny: the same
let truth: any[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'simulate-'));
  everything = await run('everything', { workers: 80, days: 9, refreshPerDay: 4 });
  records = await objects('everything', 'okta.ndjson');
  truth = await objects('everything', 'truth', 'events.jsonl');
});
afterAll(() => rm(root, { recursive: true }));

const run = (name: string, options: Omit<SimulateOptions, 'out'> = {}) =>
  simulate({ out: join(root, name), workers: 40, days: 4, refreshPerDay: 4, ...options });

const lines = async (...path: string[]): Promise<string[]> =>
  (await readFile(join(root, ...path), 'utf8')).trimEnd().split('\n');
const objects = async (...path: string[]) => (await lines(...path)).map((line) => JSON.parse(line));

async function fingerprint(name: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(join(root, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    hash.update(file.slice(join(root, name).length)).update(await readFile(file));
  }
  return hash.digest('hex');
}

test('the same seed gives the same bytes, another seed others', async () => {
  const small = { workers: 30, days: 2 };
  await run('first', small);
  await run('second', small);
  await run('third', { ...small, seed: 'another' });
  expect(await fingerprint('second')).toBe(await fingerprint('first'));
  expect(await fingerprint('third')).not.toBe(await fingerprint('first'));
});

test('every scenario and every hard negative is played, and labelled', async () => {
  expect(Object.keys(everything.scenarios).sort()).toEqual([...SCENARIO_IDS].sort());
  expect(Object.keys(everything.hardNegatives).sort()).toEqual([...HARD_NEGATIVE_IDS].sort());
  const users = await objects('everything', 'truth', 'users.jsonl');
  expect(users).toHaveLength(80);
  for (const user of users) expect(user.label === 'malicious').toBe(user.scenario !== null);
  expect(users.find((user) => user.hard_negatives.includes('HN2')).label).toBe('policy_violation');
  expect(users.find((user) => user.hard_negatives.includes('HN6')).label).toBe('policy_violation');
  const { benign, malicious, policy_violation } = everything.workers;
  expect(benign + malicious + policy_violation).toBe(80);
  expect(malicious).toBe(Object.values(everything.scenarios).reduce((sum, count) => sum + count));
});

test('every scenario shows in events of its own cause', () => {
  const causes = Object.keys(everything.causes);
  for (const id of SCENARIO_IDS)
    expect(
      causes.some((cause) => cause.startsWith(`${id}-`)),
      id,
    ).toBe(true);
  for (const id of ['HN1', 'HN2', 'HN5', 'HN6', 'HN7', 'HN9', 'HN12']) {
    expect(
      causes.some((cause) => cause.startsWith(`${id}-`)),
      id,
    ).toBe(true);
  }
});

test('the share of frauds is kept, and stealth makes them quieter', async () => {
  const scenarios = { include: ['S1'], share: 0.25 } as const;
  const loud = await run('loud', { scenarios, hardNegatives: [] });
  const quiet = await run('quiet', { scenarios: { ...scenarios, stealth: 1 }, hardNegatives: [] });
  expect(loud.scenarios).toEqual({ S1: 10 });
  expect(quiet.scenarios).toEqual({ S1: 10 });
  expect(quiet.causes['S1-direct'] ?? 0).toBeLessThan(loud.causes['S1-direct']! / 4);
});

test('without scenarios nobody is malicious', async () => {
  const summary = await run('benign', { scenarios: { include: [] }, hardNegatives: [] });
  expect(summary.workers.malicious).toBe(0);
  expect(summary.scenarios).toEqual({});
  expect(Object.keys(summary.causes).filter((cause) => /^(S|HN)\d/.test(cause))).toEqual([]);
});

test('the databases know every address, and only named errors put one into another country', async () => {
  const config = join(root, 'everything', 'config');
  const city = new Reader<CityResponse>(await readFile(join(config, 'city.mmdb')));
  const asn = new Reader<AsnResponse>(await readFile(join(config, 'asn.mmdb')));
  const events = new Map(truth.map((event) => [event.event_id, event]));
  const unknown = records.filter(({ client, securityContext }) => {
    const found = asn.get(client.ipAddress)?.autonomous_system_number;
    return found !== securityContext.asNumber || !city.get(client.ipAddress)?.location?.accuracy_radius;
  });
  expect(unknown).toEqual([]);
  const abroad = records.filter(({ uuid, client }) => {
    const { cause, path, true_country } = events.get(uuid);
    return (
      cause === 'home' && path === 'fixed' && city.get(client.ipAddress)?.country?.iso_code !== true_country
    );
  });
  expect(abroad).toEqual([]);
});

test('our own parsers read every record', async () => {
  const { mtimeMs: receivedAt } = await stat(join(root, 'everything', 'okta.ndjson'));
  const context = { receivedAt, zone: 'UTC' };
  const count = (results: Parsed[]) => Object.groupBy(results, ({ kind }) => kind);
  const parsed = count(records.map((record) => okta.parse(record, context)));
  expect(parsed.reject).toBeUndefined();
  expect(new Set(parsed.drop?.map((drop) => drop.kind === 'drop' && drop.reason))).toEqual(
    new Set(['login-step']),
  );
  const log = count((await lines('everything', 'asa.log')).map((line) => ciscoAsa.parse(line, context)));
  expect(log.reject).toBeUndefined();
  expect(log.ok!.length).toBeGreaterThan(log.drop!.length);
  const stamps = [...parsed.ok!, ...log.ok!].map(
    (result) => result.kind === 'ok' && Date.parse(result.events[0]!['@timestamp']),
  );
  expect(Math.min(...stamps.map(Number))).toBeGreaterThan(Date.parse('2026-10-11'));
  expect(Math.max(...stamps.map(Number))).toBeLessThan(Date.parse('2026-10-23'));
});

test('our own configuration reads without a problem', () => {
  const loaded = loadConfig(join(root, 'everything', 'config'), { explicit: true, detectors: [] });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const tables = loadTables(loaded.config, []);
  expect(tables.problems).toEqual([]);
  expect(new Set(tables.roster.rows.map((row) => row.email)).size).toBe(80);
});

test('faults double, delay and lose records; without faults every record comes once and in order', async () => {
  expect(everything.faults.duplicates).toBeGreaterThan(0);
  const clean = await run('clean', { faults: false });
  expect(clean.faults).toEqual({ lost: 0, duplicates: 0 });
  const ordered = await objects('clean', 'okta.ndjson');
  const published = ordered.map((record) => record.published);
  expect(published).toEqual(published.toSorted());
  expect(new Set(ordered.map((record) => record.uuid)).size).toBe(ordered.length);
  const late = records.map((record) => record.published);
  expect(late.join()).not.toBe(late.toSorted().join());
});

test('the truth of a record is found by its file and line', async () => {
  expect(truth).toHaveLength(everything.records.okta + everything.records.asa);
  const ofOkta = truth.filter(({ file }) => file === 'okta.ndjson');
  expect(ofOkta.map(({ event_id }) => event_id)).toEqual(records.map(({ uuid }) => uuid));
  expect(ofOkta.map(({ line }) => line)).toEqual(records.map((_, i) => i + 1));
});

test('the benchmark’s profile writes exactly so many Okta records', async () => {
  const summary = await run('bench', { records: 4321, workers: 50, days: 3 });
  expect(summary.records).toEqual({ okta: 4321, asa: 0 });
  expect(await lines('bench', 'okta.ndjson')).toHaveLength(4321);
  expect(Object.keys(summary.causes)).toEqual(['home']);
});

/** The chance that a malicious worker scores above another: 0.5 says that the score tells nothing. */
function auc(scored: readonly { score: number; malicious: boolean }[]): number {
  const [bad, good] = [true, false].map((is) => scored.filter(({ malicious }) => malicious === is));
  let wins = 0;
  for (const { score } of bad!) {
    for (const other of good!) wins += score > other.score ? 1 : score === other.score ? 0.5 : 0;
  }
  return wins / (bad!.length * good!.length);
}

test('neither place on the roster nor any id gives a fraud away', async () => {
  await run('leakage', { workers: 500, days: 1, scenarios: { share: 0.3 }, hardNegatives: [] });
  const users = await objects('leakage', 'truth', 'users.jsonl');
  const malicious = new Map(users.map((user) => [user.worker_id, user.label === 'malicious']));
  const events = (await objects('leakage', 'truth', 'events.jsonl')).filter(
    ({ event_id }) => event_id !== null,
  );
  const digits = (id: string) => [...id].filter((letter) => letter < '8').length;
  const scores = {
    order: users.map((user, place) => ({ score: place, malicious: user.label === 'malicious' })),
    number: users.map((user) => ({
      score: Number(user.worker_id.slice(1)),
      malicious: user.label === 'malicious',
    })),
    event: events.slice(0, 5000).map((event) => ({
      score: digits(event.event_id),
      malicious: malicious.get(event.worker_id)!,
    })),
    name: users.map((user) => ({ score: user.email.length, malicious: user.label === 'malicious' })),
  };
  for (const [name, scored] of Object.entries(scores)) {
    expect(Math.abs(auc(scored) - 0.5), name).toBeLessThan(0.08);
  }
});

test('impossible options are refused', async () => {
  await expect(run('none', { workers: 0 })).rejects.toThrow('workers');
  await expect(run('none', { start: '12/10/2026' })).rejects.toThrow('start');
});
