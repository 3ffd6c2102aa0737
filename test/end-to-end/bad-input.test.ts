import { mkdir, mkdtemp, open, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMmdb } from '../../src/simulate/mmdb-writer.ts';
import { homeport, ndjson } from '../support/command.ts';
import { lines, oktaRecord } from '../support/okta-record.ts';

const REPORT_PEAK = join(import.meta.dirname, '../support/report-peak.ts');
const MB = 1 << 20;
const DEEP = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;

/** A record with its own id, and with text of ours before its closing brace. */
const withText = (uuid: string, text: string) =>
  `${JSON.stringify(oktaRecord({ uuid })).slice(0, -1)},${text}}\n`;

const FILES: Record<string, string | Uint8Array> = {
  empty: '',
  binary: Buffer.concat([Buffer.from([0, 1, 2, 255, 254, 10]), Buffer.alloc(5000), Buffer.from('\n\0\n')]),
  'half-a-line': lines(oktaRecord({ uuid: 'half-1' })) + JSON.stringify(oktaRecord()).slice(0, 60),
  'invalid-utf-8': Buffer.concat([
    Buffer.from(lines(oktaRecord({ uuid: 'utf-8-1' }))),
    Buffer.from('{"uuid":"\xff\xfe"}\n', 'latin1'),
    Buffer.from(lines(oktaRecord({ uuid: 'utf-8-2' }))),
  ]),
  bom: `\uFEFF${lines(oktaRecord({ uuid: 'bom-1' }))}`,
  crlf: lines(oktaRecord({ uuid: 'crlf-1' }), oktaRecord({ uuid: 'crlf-2' })).replaceAll('\n', '\r\n'),
  'deep-alone': `${lines(oktaRecord({ uuid: 'deep-1' }))}${DEEP}\n`,
  'deep-inside': withText('deep-2', `"debugContext":${DEEP}`) + withText('deep-3', `"target":[${DEEP}]`),
  'deep-without-id': `${JSON.stringify(oktaRecord({ uuid: undefined })).slice(0, -1)},"x":${DEEP}}\n`,
  'duplicate-keys': withText('keys-1', '"actor":{"type":"User","alternateId":"last.one@example.com"}'),
  proto: withText('proto-1', '"__proto__":{"actor":{"alternateId":"polluted"},"polluted":true}'),
  '1970': lines(oktaRecord({ uuid: '1970', published: '1970-01-01T00:00:00.000Z' })),
  '2100': lines(oktaRecord({ uuid: '2100', published: '2100-01-01T00:00:00.000Z' })),
  tomorrow: lines(oktaRecord({ uuid: 'tomorrow', published: '2026-10-21T00:00:00.000Z' })),
  'no-user': lines(oktaRecord({ uuid: 'no-user', actor: undefined })),
  'no-address': lines(oktaRecord({ uuid: 'no-address', client: undefined })),
  'private-address': lines(oktaRecord({ uuid: 'private', client: { ipAddress: '10.1.2.3' } })),
  'not-ours': 'nobody knows this line\n{"nor":"this object"}\n',
  'cut.gz': gzipSync(lines(oktaRecord({ uuid: 'cut-1' }))).subarray(0, -12),
  good: lines(oktaRecord({ uuid: 'good-1' })),
};

const cityDatabase = (): Buffer =>
  writeMmdb([{ cidr: '198.51.100.0/24', value: { country: { iso_code: 'US' } } }], {
    databaseType: 'Test-City',
    buildEpoch: 1_800_000_000,
    ipVersion: 6,
  });

interface Reject {
  file: string;
  line: number;
  source: string;
  reason: string;
  record: string;
}
interface Summary {
  files: { file: string; source?: string; records: number; trouble?: string }[];
  records: { outcome: string; reason: string; n: number }[];
  evaluations: { detector: string; outcome: string; reason: string; n: number }[];
}

let folder: string;
let config: string;
let code: number | null;
let summary: Summary;
let rejects: Reject[];
let parsed: { file: string; ok?: { user: { name?: string } }[]; reject?: string }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeport-bad-'));
  config = await configFolder('config', {});
  const arrived = new Date('2026-10-20T00:00:00Z');
  for (const [name, content] of Object.entries(FILES)) {
    await writeFile(join(folder, name), content);
    await utimes(join(folder, name), arrived, arrived);
  }
  const names = Object.keys(FILES);
  const scan = await homeport(
    ['scan', ...names, '--config', config, '--rejects', 'rejects.ndjson', '--json'],
    { cwd: folder },
  );
  code = scan.code;
  summary = JSON.parse(scan.stdout) as Summary;
  rejects = ndjson<Reject>(await readFile(join(folder, 'rejects.ndjson'), 'utf8'));
  const readable = names.filter((name) => !name.endsWith('.gz'));
  parsed = ndjson((await homeport(['parse', ...readable], { cwd: folder })).stdout);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A settings folder with one worker on the roster, and files of its own. */
async function configFolder(name: string, files: Record<string, string | Uint8Array>): Promise<string> {
  const dir = join(folder, name);
  await mkdir(dir);
  const sound = {
    'homeport.yaml': 'roster: { workers: roster.csv }\n',
    'roster.csv':
      'email,country,region,city,latitude,longitude\njane.roe@example.com,US,TX,Austin,30.27,-97.74\n',
  };
  for (const [file, content] of Object.entries({ ...sound, ...files }))
    await writeFile(join(dir, file), content);
  return dir;
}

const of = (file: string) => summary.files.find((entry) => entry.file === file)!;
const rejectsOf = (file: string) =>
  rejects.filter((reject) => reject.file === file).map(({ line, reason }) => [line, reason]);
const sum = (rows: readonly { n: number }[]) => rows.reduce((total, { n }) => total + n, 0);

describe('one run over every kind of bad file', () => {
  it('reads all of them, and the good ones among them', () => {
    expect(summary.files.map(({ file }) => file)).toEqual(Object.keys(FILES));
    expect(of('good')).toMatchObject({ source: 'okta', records: 1 });
    expect(rejectsOf('good')).toEqual([]);
  });

  it('has ledgers that add up', () => {
    expect(sum(summary.records)).toBe(sum(summary.files.map(({ records }) => ({ n: records }))));
    const rejected = summary.records.filter(({ outcome }) => outcome === 'rejected');
    expect(sum(rejected)).toBe(rejects.length);
    const accepted = sum(summary.records.filter(({ outcome }) => outcome === 'accepted'));
    const byDetector = Map.groupBy(summary.evaluations, ({ detector }) => detector);
    expect([...byDetector.values()].map(sum)).toEqual([...byDetector].map(() => accepted));
  });

  it('fails in the end, because a file could not be read to its end', () => {
    expect(of('cut.gz').trouble).toBe('could not be read to its end: unexpected end of file');
    expect(summary.files.filter(({ trouble }) => trouble)).toHaveLength(1);
    expect(code).toBe(1);
  });

  it.each<[file: string, records: number, rejected: [line: number, reason: string][]]>([
    ['empty', 0, []],
    [
      'binary',
      3,
      [
        [1, 'binary'],
        [2, 'binary'],
        [3, 'binary'],
      ],
    ],
    ['half-a-line', 2, [[2, 'invalid JSON']]],
    ['invalid-utf-8', 3, [[2, 'invalid UTF-8']]],
    ['bom', 1, []],
    ['crlf', 2, []],
    ['deep-alone', 2, [[2, 'no event type']]],
    ['deep-inside', 2, []],
    ['deep-without-id', 1, []],
    ['duplicate-keys', 1, []],
    ['proto', 1, []],
    ['1970', 1, [[1, 'timestamp out of range']]],
    ['2100', 1, [[1, 'timestamp out of range']]],
    ['tomorrow', 1, [[1, 'more than 10 minutes ahead of its arrival']]],
    ['no-user', 1, [[1, 'missing user']]],
    ['no-address', 1, []],
    ['private-address', 1, []],
    [
      'not-ours',
      2,
      [
        [1, 'unrecognised format'],
        [2, 'unrecognised format'],
      ],
    ],
  ])('%s: %i record(s), rejected %j', (file, records, rejected) => {
    expect(of(file).records).toBe(records);
    expect(rejectsOf(file)).toEqual(rejected);
  });

  it('keeps what it rejects as it came, in base64 where that is no text', () => {
    const [half] = rejects.filter(({ file }) => file === 'half-a-line');
    expect(half).toEqual({
      file: 'half-a-line',
      line: 2,
      source: 'okta',
      reason: 'invalid JSON',
      record: JSON.stringify(oktaRecord()).slice(0, 60),
    });
    const [garbled] = rejects.filter(({ file }) => file === 'invalid-utf-8');
    expect(Buffer.from(garbled!.record, 'base64').toString('latin1')).toBe('{"uuid":"\xff\xfe"}');
  });

  it('takes the last of two values under one key, and __proto__ for nothing', () => {
    const names = (file: string) =>
      parsed.filter((record) => record.file === file).map(({ ok }) => ok?.[0]?.user.name);
    expect(names('duplicate-keys')).toEqual(['last.one@example.com']);
    expect(names('proto')).toEqual(['jane.roe@example.com']);
  });

  it('accepts what has no place, and says that it could not be judged', () => {
    const blind = summary.evaluations.filter(
      ({ detector, outcome }) => detector === 'claimed-location' && outcome === 'not-evaluated',
    );
    expect(blind).toEqual([expect.objectContaining({ reason: 'place' })]);
  });
});

describe('a line of 100 MB', () => {
  it('is rejected without being held in memory', async () => {
    await writeFile(join(folder, 'usual'), lines(oktaRecord({ uuid: 'usual' })));
    const file = await open(join(folder, 'huge'), 'w');
    for (let k = 0; k < 100; k++) await file.write(Buffer.alloc(MB, 'x'));
    await file.write(`\n${lines(oktaRecord({ uuid: 'behind' }))}`);
    await file.close();

    const usual = await peakOf('usual');
    const huge = await peakOf('huge');
    expect(huge.records).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ outcome: 'rejected', reason: 'too long', n: 1 }),
        expect.objectContaining({ outcome: 'accepted', n: 1 }),
      ]),
    );
    expect(huge.megabytes - usual.megabytes).toBeLessThan(60);
  });

  async function peakOf(file: string) {
    const { stdout, stderr } = await homeport(['scan', file, '--config', config, '--json'], {
      cwd: folder,
      node: ['--import', REPORT_PEAK],
    });
    const megabytes = Number(/peak (\d+)/.exec(stderr)![1]) / 1024;
    return { records: (JSON.parse(stdout) as Summary).records, megabytes };
  }
});

describe('broken settings and wrong use', () => {
  it.each<[what: string, files: Record<string, string | Uint8Array>, says: RegExp[]]>([
    [
      'a roster with an unknown column',
      { 'roster.csv': 'email,contry\njane.roe@example.com,US\n' },
      [/roster\.csv:1: .*contry/, /country/],
    ],
    [
      'a roster with a bad value',
      { 'roster.csv': 'email,country\njane.roe@example.com,US\njohn.doe@example.com,Atlantis\n' },
      [/roster\.csv:3: .*Atlantis/],
    ],
    [
      'a truncated location database',
      { 'homeport.yaml': 'geo: { city: city.mmdb }\n', 'city.mmdb': cityDatabase().subarray(0, -20) },
      [/city\.mmdb: /],
    ],
    [
      'an unknown key',
      { 'homeport.yaml': 'roster: { workers: roster.csv }\ndetecters: {}\n' },
      [/homeport\.yaml:2: .*detecters/, /detectors/],
    ],
    ['settings that are no YAML', { 'homeport.yaml': 'roster: [\n' }, [/homeport\.yaml:\d+: /]],
    ['a table that is missing', { 'homeport.yaml': 'networks: [{ file: gone.csv }]\n' }, [/gone\.csv/]],
  ])('%s: exit code 2, naming file and line', async (what, files, says) => {
    const dir = await configFolder(what.replaceAll(' ', '-'), files);
    const { code, stdout, stderr } = await homeport(['scan', 'good', '--config', dir], { cwd: folder });
    for (const text of says) expect(stderr).toMatch(text);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('no settings where none were asked for: defaults, said aloud', async () => {
    const { code, stderr } = await homeport(['scan', join(folder, 'good')], {
      cwd: await mkdtemp(join(folder, 'bare-')),
    });
    expect(stderr).toMatch(/config.*default/i);
    expect(code).toBe(0);
  });

  it.each<[what: string, args: string[], says: RegExp]>([
    [
      'a settings folder that is not there',
      ['good', '--config', 'gone'],
      /gone\/homeport\.yaml: there is no such file/,
    ],
    ['a log that is not there', ['good', 'gone.log'], /there is no file gone\.log/],
    ['a folder for a log', ['config'], /config is a folder: name the log files in it/],
    [
      'a source that nobody knows',
      ['good', '--source', 'oktaa'],
      /there is no source oktaa; known are .*okta/,
    ],
    ['a zone that is none', ['good', '--zone', 'Mars'], /Mars is no time zone/],
    ['a time that is none', ['good', '--received-at', 'noon'], /--received-at noon is no time/],
    ['an option that is none', ['good', '--sauce', 'okta'], /unknown option '--sauce'/],
    ['no file at all', [], /missing required argument/],
  ])('%s: exit code 2', async (_, args, says) => {
    const { code, stderr } = await homeport(['scan', ...args], { cwd: folder });
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
  });
});
