import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tunableDetector } from '../../test/support/tunable-detector.ts';
import { type Config, type Loaded, loadConfig } from './load.ts';
import { formatProblem } from './problem.ts';
import { resolveSecret } from './secret.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const detectors = [tunableDetector];
const write = (name: string, text: string): void => writeFileSync(join(dir, name), text);
function load(yaml?: string, explicit = true): Loaded {
  if (yaml !== undefined) write('homeport.yaml', yaml);
  return loadConfig(dir, { explicit, detectors });
}
function config(yaml?: string, explicit = true): Config {
  const loaded = load(yaml, explicit);
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.config;
}
/** Each problem as `line message (fix)`; asserts that every one names the settings file and a fix. */
function problems(yaml: string): string[] {
  const loaded = load(yaml);
  if (loaded.ok) throw new Error('no problem was found');
  return loaded.problems.map(({ file, line, message, fix }) => {
    expect(file).toBe(join(dir, 'homeport.yaml'));
    expect(fix).toBeTruthy();
    return `${line} ${message} (${fix})`;
  });
}

describe('without settings', () => {
  it('takes the defaults of the default folder, and says so', () => {
    const loaded = load(undefined, false);
    expect(loaded).toMatchObject({
      ok: true,
      config: {
        dir,
        networks: [],
        geo: {},
        sources: [],
        retention: { raw: 90, events: 180, alerts: 400 },
        identity: { ignoreAccounts: [] },
        detectorSettings: {
          'fast-travel': {
            mode: 'on',
            config: { maxSpeedKmh: 900, minHours: 1, maxHours: 24, countries: ['US', 'CA'] },
          },
        },
        overrides: [],
      },
      notes: [expect.stringContaining('the defaults hold'), expect.stringContaining('no roster')],
    });
  });

  it('refuses a folder that somebody named', () => {
    const fix = `write one with: homeport init --config ${dir}`;
    expect(load()).toEqual({
      ok: false,
      problems: [{ file: join(dir, 'homeport.yaml'), message: 'there is no such file', fix }],
    });
  });

  it('takes a file of comments as one of defaults', () => {
    expect(config('# nothing yet\n').retention.raw).toBe(90);
  });

  it('uses tables under their usual names', () => {
    for (const name of ['roster.csv', 'travel.csv', 'networks.csv', 'suppressions.csv']) write(name, '');
    expect(config(undefined, false)).toMatchObject({
      roster: { workers: join(dir, 'roster.csv'), travel: join(dir, 'travel.csv') },
      networks: [join(dir, 'networks.csv')],
      suppressions: join(dir, 'suppressions.csv'),
    });
  });

  it('says which file cannot be read', () => {
    mkdirSync(join(dir, 'homeport.yaml'));
    expect(load()).toMatchObject({ ok: false, problems: [{ message: 'cannot be read (EISDIR)' }] });
  });
});

describe('settings', () => {
  it('reads every key, with paths from the folder', () => {
    mkdirSync(join(dir, 'data'));
    for (const name of ['staff.csv', 'data/city.mmdb', 'data/old.mmdb', 'vpn.txt', 'ca.pem']) write(name, '');
    expect(
      config(`
roster: { workers: staff.csv }
geo:
  asn: data/city.mmdb
  city: [{ file: data/old.mmdb, from: 2026-01-01 }, { file: data/city.mmdb, from: 2026-07-01 }]
sources: [{ type: file, path: logs/*.log, source: cisco-asa, zone: America/New_York }]
detectors: { fast-travel: { mode: shadow, maxSpeedKmh: 800 } }
overrides:
  - { group: contractors, detectors: { fast-travel: { maxSpeedKmh: 700 } } }
  - { worker: E1, detectors: { fast-travel: { mode: off } } }
lists: [{ file: vpn.txt, kind: vpn, operator: Example VPN, date: 2026-11-01 }]
identity: { domains: [example.com, CORP], ignore_accounts: ["svc-*"] }
retention: { raw: 7d }
http: { proxy: { file: proxy.txt }, ca: ca.pem }
`),
    ).toMatchObject({
      roster: { workers: join(dir, 'staff.csv') },
      geo: {
        asn: join(dir, 'data/city.mmdb'),
        city: [
          { file: join(dir, 'data/old.mmdb'), from: '2026-01-01' },
          { file: join(dir, 'data/city.mmdb'), from: '2026-07-01' },
        ],
      },
      sources: [
        { type: 'file', path: join(dir, 'logs/*.log'), source: 'cisco-asa', zone: 'America/New_York' },
      ],
      detectorSettings: { 'fast-travel': { mode: 'shadow', config: { maxSpeedKmh: 800, minHours: 1 } } },
      overrides: [
        { group: 'contractors', detectors: { 'fast-travel': { config: { maxSpeedKmh: 700 } } } },
        { worker: 'E1', detectors: { 'fast-travel': { mode: 'off', config: {} } } },
      ],
      lists: [{ file: join(dir, 'vpn.txt'), kind: 'vpn', operator: 'Example VPN', date: '2026-11-01' }],
      identity: { domains: ['example.com', 'CORP'], ignoreAccounts: ['svc-*'] },
      retention: { raw: 7, events: 180, alerts: 400 },
      http: { proxy: { file: join(dir, 'proxy.txt') }, ca: join(dir, 'ca.pem') },
    });
  });

  it('names the neighbour of an unknown key, wherever it stands', () => {
    expect(
      problems(`rooster: {}
geo:
  citty: city.mmdb
detectors:
  fast-travle: {}
  fast-travel:
    maxSpeed: 800
lists:
  - file: vpn.txt
    kind: vpn
    opreator: Example VPN
geo2: {}
redis: { url: "redis://localhost" }
`),
    ).toEqual([
      '1 unknown key "rooster" (did you mean roster?)',
      '3 unknown key "citty" in geo (did you mean city?)',
      '5 there is no detector "fast-travle" (did you mean fast-travel?)',
      '7 unknown key "maxSpeed" in detectors.fast-travel (did you mean maxSpeedKmh?)',
      '11 unknown key "opreator" in lists.0 (did you mean operator?)',
      '12 unknown key "geo2" (did you mean geo?)',
      expect.stringMatching(/^13 unknown key "redis" \(known: roster, networks, /),
    ]);
  });

  it('names the neighbour of a wrong word and of a wrong detector in an override', () => {
    expect(
      problems(`detectors:
  fast-travel:
    mode: of
sources:
  - type: okta
overrides:
  - group: contractors
    detectors:
      fast-travels: {}
`),
    ).toEqual([
      '3 detectors.fast-travel.mode: expected off or shadow or on (did you mean off?)',
      expect.stringMatching(/^5 sources\.0\.type: expected file \(/),
      '9 there is no detector "fast-travels" (did you mean fast-travel?)',
    ]);
  });

  it('shows what a value should look like', () => {
    expect(
      problems(`geo:
  city:
    - { file: city.mmdb, form: 2026-01-01, from: 2026-01-01 }
retention:
  raw: 3 months
detectors:
  fast-travel:
    maxSpeedKmh: fast
overrides: [{ detectors: {} }]
`),
    ).toEqual([
      '3 unknown key "form" in geo.city.0 (did you mean from?)',
      '5 retention.raw: expected a number of days, for example 90d (for example: "90d")',
      '8 detectors.fast-travel.maxSpeedKmh: expected number, received string (for example: 900)',
      expect.stringMatching(/^9 overrides\.0: an override is for one group or for one worker/),
    ]);
  });

  it('judges an override together with what it changes', () => {
    expect(
      problems(`detectors:
  fast-travel: { maxHours: 10 }
overrides:
  - group: contractors
    detectors:
      fast-travel: { minHours: 12 }
`),
    ).toEqual([expect.stringMatching(/^6 overrides\.0\.detectors\.fast-travel: minHours is above maxHours/)]);
  });

  it('names the line of a file that is not there', () => {
    expect(problems('roster:\n  workers: staff.csv\nlists:\n  - { file: vpn.txt, kind: vpn }\n')).toEqual([
      `2 roster.workers: there is no file ${join(dir, 'staff.csv')} (correct the path; it counts from the settings folder)`,
      `4 lists: there is no file ${join(dir, 'vpn.txt')} (correct the path; it counts from the settings folder)`,
    ]);
  });

  it.each([
    ['a key that stands twice', 'geo: {}\nretention: {}\ngeo: {}\n', 3],
    ['broken indentation', 'roster:\n  workers: a\n travel: b\n', 3],
    ['a list at the top', '- roster\n', 1],
    ['a single word', 'roster\n', 1],
    ['a reserved key', 'geo: {}\n__proto__: { city: x }\n', 2],
  ])('refuses %s with its line', (_, yaml, line) => {
    expect(problems(yaml)[0]).toMatch(new RegExp(`^${line} `));
  });
});

describe('secrets', () => {
  it('never repeats one that stands where it must not', () => {
    const found = problems('http:\n  proxy: "http://user:hunter2@proxy.example.com"\n').join();
    expect(found).toMatch(/^2 http\.proxy: .*without a password/);
    expect(found).not.toContain('hunter2');
    expect(problems('http:\n  proxy: { env: PROXY, value: hunter2 }\n').join()).not.toContain('hunter2');
  });

  it('takes them from the environment or a file, when asked', () => {
    const file = join(dir, 'token');
    writeFileSync(file, 's3cret\n');
    expect(resolveSecret({ file }, {})).toEqual({ ok: true, value: 's3cret' });
    expect(resolveSecret({ env: 'TOKEN' }, { TOKEN: 's3cret' })).toEqual({ ok: true, value: 's3cret' });
    expect(resolveSecret({ env: 'TOKEN' }, {})).toEqual({
      ok: false,
      reason: 'the environment variable TOKEN is not set',
    });
    expect(resolveSecret({ file: join(dir, 'gone') }, {})).toMatchObject({
      ok: false,
      reason: expect.stringContaining('ENOENT'),
    });
  });
});
