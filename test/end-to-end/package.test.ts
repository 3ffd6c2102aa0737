import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../support/source-files.ts';

const MINUTES = 60_000;

// This Node comes first, so that the command's `env node` finds it.
const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` };
let folder: string;
const installed = (...path: string[]) => join(folder, 'node_modules', ...path);

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
const homeport = (...args: string[]) => run(installed('.bin/homeport'), ...args);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'homeport-package-'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, env, stdio: 'pipe' });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const tarball = `./homeport-monitor-${packageJson.version}.tgz`;
  run('npm', 'install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', tarball);
}, 10 * MINUTES);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the installed package', () => {
  it('holds the compiled program and neither sources, tests nor stories', () => {
    const files = readdirSync(installed('homeport-monitor'), { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(expect.arrayContaining(['bin/homeport.js', 'dist/src/main.js', 'LICENSE']));
    expect(
      files.filter((file) => /\.test\.|(^|\/)(stories|samples|truth|test|bench)(\/|$)/.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
  });

  it('says its version', () => {
    expect(homeport('--version').trim()).toBe(packageJson.version);
  });

  it(
    'simulates a company, parses its logs and raises alerts',
    () => {
      homeport('simulate', '--out', 'company', '--workers', '20', '--days', '4', '--scenarios', 'S1');
      const parsed = homeport('parse', 'company/asa.log').trimEnd().split('\n');
      expect(parsed.some((line) => JSON.parse(line).ok?.[0]['@timestamp'])).toBe(true);

      const files = ['company/okta.ndjson', 'company/asa.log'];
      homeport('scan', ...files, '--config', 'company/config', '--alerts', 'alerts.ndjson');
      const alerts = readFileSync(join(folder, 'alerts.ndjson'), 'utf8').trimEnd().split('\n');
      expect(alerts.map((line) => JSON.parse(line).rule.id)).toContain('claimed-location');
    },
    2 * MINUTES,
  );

  it('offers the kit, with its types', () => {
    const detector = `
      import { kmBetween } from 'homeport-monitor/kit';
      const km: number = kmBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 0 });
      // @ts-expect-error: a distance is no text
      const text: string = km;
      console.log(km, text);
    `;
    writeFileSync(join(folder, 'detector.ts'), detector);
    expect(run(process.execPath, 'detector.ts').trim()).toBe('0 0');
    run(
      join(root, 'node_modules/.bin/tsc'),
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--ignoreConfig',
      'detector.ts',
    );
  });

  it('says which Node.js it needs where it finds an older one', () => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })`;
    const preload = `data:text/javascript,${encodeURIComponent(older)}`;
    const bin = installed('homeport-monitor/bin/homeport.js');
    const { status, stderr } = spawnSync(process.execPath, ['--import', preload, bin, '--version'], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('homeport needs Node.js 24 or newer; this is 20.19.0.\n');
    expect(status).toBe(2);
  });
});
