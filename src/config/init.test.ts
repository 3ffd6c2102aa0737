import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tunableDetector } from '../../test/support/tunable-detector.ts';
import { buildDirectory } from '../enrich/worker/directory.ts';
import { createGazetteer } from '../enrich/worker/gazetteer.ts';
import { assembleRoster } from '../enrich/worker/roster.ts';
import { suppressedWorkers } from '../enrich/worker/suppressed-workers.ts';
import { exampleYaml, schemaJson } from './example.ts';
import { initFolder } from './init.ts';
import { type Config, loadConfig } from './load.ts';
import { loadTables } from './tables.ts';

const detectors = [tunableDetector];
const NAMES = ['homeport.yaml', 'roster.csv', 'travel.csv', 'networks.csv', 'suppressions.csv'];

let parent: string;
let dir: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'init-'));
  dir = join(parent, 'config');
});
afterEach(() => rmSync(parent, { recursive: true }));

const load = () => loadConfig(dir, { explicit: true, detectors });
function config(): Config {
  const loaded = load();
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, undefined, 2));
  return loaded.config;
}
function change(name: string, edit: (text: string) => string): void {
  const file = join(dir, name);
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}

it('writes a folder that loads as it is, with nobody on the roster', () => {
  expect(initFolder(dir, detectors)).toEqual({
    written: NAMES.map((name) => join(dir, name)),
    kept: [],
    problems: [],
  });
  const tables = loadTables(config(), detectors);
  expect(tables).toMatchObject({ problems: [], roster: { rows: [] }, travel: { rows: [] }, networks: [] });
});

it('never writes over a file', () => {
  initFolder(dir, detectors);
  writeFileSync(join(dir, 'roster.csv'), 'email\njane@example.com\n');
  expect(initFolder(dir, detectors)).toEqual({
    written: [],
    kept: NAMES.map((name) => join(dir, name)),
    problems: [],
  });
  expect(readFileSync(join(dir, 'roster.csv'), 'utf8')).toBe('email\njane@example.com\n');
});

it('says which folder it cannot write', () => {
  writeFileSync(dir, 'a file');
  expect(initFolder(dir, detectors)).toEqual({
    written: [],
    kept: [],
    problems: [
      { file: dir, message: 'cannot be written (EEXIST)', fix: 'name a folder that this user may write' },
    ],
  });
});

it('writes an example that is valid with every key in force', () => {
  initFolder(dir, detectors);
  for (const name of ['city', 'enterprise', 'asn', 'isp', 'anonymous', 'connection-type']) {
    writeFileSync(join(dir, `${name}.mmdb`), '');
  }
  writeFileSync(join(dir, 'vpn.txt'), '');
  writeFileSync(join(dir, 'ca.pem'), '');
  change('homeport.yaml', (text) => text.replaceAll(/^#/gm, ''));
  expect(config()).toMatchObject({
    identity: { domains: ['example.com', 'CORP'] },
    sources: [{ type: 'file', source: 'okta' }],
    detectorSettings: { 'fast-travel': { mode: 'on', config: { maxSpeedKmh: 900 } } },
    overrides: [{ group: 'contractors', detectors: { 'fast-travel': { mode: 'shadow' } } }],
  });
});

it('writes example rows that are valid once they are in force', () => {
  initFolder(dir, [{ ...tunableDetector, id: 'impossible-travel' }]);
  for (const name of NAMES.slice(1)) change(name, (text) => text.replaceAll(/^#(?! )/gm, ''));
  change('suppressions.csv', (text) => text.replace('impossible-travel', 'fast-travel'));
  const tables = loadTables(config(), detectors);
  expect(tables.problems).toEqual([]);
  expect(tables.networks).toHaveLength(2);
  const { identity } = config();
  const { data, problems, gaps } = assembleRoster({ ...tables, identity, gazetteer: createGazetteer() });
  expect([...problems, ...gaps]).toEqual([]);
  const directory = buildDirectory(data);
  expect([...directory.workers()].map(({ id }) => id)).toEqual(['E1001', 'sam.poe@example.com']);
  expect(directory.claim('E1001', Date.parse('2026-07-10T12:00:00Z'))).toMatchObject({
    homes: [{ city: 'Denver', timeZone: 'America/Denver', latitude: expect.closeTo(39.74, 1) }],
    travel: [{ city: 'Lisbon', country: 'PT' }],
  });
  expect(suppressedWorkers(data, tables.suppressions)).toMatchObject({
    rows: [{ worker: 'E1001' }],
    gaps: [],
  });
});

it('refuses suppressions of detectors and findings that do not exist', () => {
  initFolder(dir, detectors);
  const row = (detector: string, finding: string): string =>
    `everyone,,,${detector},${finding},,2026-01-01,2026-01-02,ops@example.com,Test\n`;
  change(
    'suppressions.csv',
    (text) => text.replaceAll(/^#.*\n/gm, '') + row('fast-travl', '') + row('fast-travel', 'to-fast'),
  );
  const file = join(dir, 'suppressions.csv');
  expect(loadTables(config(), detectors).problems).toEqual([
    { file, line: 2, message: 'there is no detector "fast-travl"', fix: 'did you mean fast-travel?' },
    { file, line: 3, message: 'fast-travel has no finding "to-fast"', fix: 'did you mean too-fast?' },
  ]);
});

it('names a suppressed worker whom nobody knows as a gap', () => {
  initFolder(dir, detectors);
  change(
    'suppressions.csv',
    (text) => `${text}worker,jim@example.com,,,,,2026-01-01,2026-01-02,ops@example.com,Test\n`,
  );
  const tables = loadTables(config(), detectors);
  const { gaps } = suppressedWorkers({ workers: [], domains: [], ignoreAccounts: [] }, tables.suppressions);
  expect(gaps).toMatchObject([
    { line: 6, message: expect.stringContaining('jim@example.com is not on the roster') },
  ]);
});

it('describes every key for people and for editors', () => {
  const described = JSON.parse(schemaJson(detectors));
  const text = exampleYaml(detectors).replaceAll(/\n#\s*# /g, ' ');
  for (const { description } of Object.values<{ description: string }>(described.properties)) {
    expect(text).toContain(description);
  }
  expect(described.properties.detectors.properties['fast-travel']).toMatchObject({
    additionalProperties: false,
    properties: { mode: { enum: ['off', 'shadow', 'on'] }, maxSpeedKmh: { default: 900 } },
  });
});
