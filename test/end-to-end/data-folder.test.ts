import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeport, startHomeport } from '../support/command.ts';
import {
  type Company,
  type Documents,
  followGrowing,
  ledgersOf,
  scanned,
  simulateCompany,
} from '../support/company.ts';

const isRoot = process.getuid?.() === 0;
/** The user nobody on Linux and most other systems. */
const NOBODY = 65_534;

let company: Company;
let files: string[];
let growing: { okta: string; asa: string };
/** What one scan of both files leaves, and says. */
let sound: string;
let undisturbed: Documents;

beforeAll(async () => {
  company = await simulateCompany();
  files = [company.okta, company.asa];
  growing = await followGrowing(company);
  sound = company.path('sound');
  undisturbed = await scanned(company, files, { data: sound });
});
afterAll(() => company.remove());

const scanInto = (data: string, uid?: number) =>
  homeport(['scan', ...files, '--config', company.config, '--data', data], uid === undefined ? {} : { uid });

describe('a second writer', () => {
  it('is refused while the first one runs, and readers are not', async () => {
    const data = company.path('two-writers');
    await cp(sound, data, { recursive: true });
    const { child, finished, says } = startHomeport(['serve', '--config', company.config, '--data', data]);
    await says('follows');

    const refused = await scanInto(data);
    expect(refused.stderr).toContain(`data folder ${data} is in use by another homeport`);
    expect(refused.stderr).not.toMatch(/^\s+at /m);
    expect(refused.code).toBe(1);
    expect((await ledgersOf(data)).events).toBeGreaterThan(0);

    child.kill('SIGTERM');
    await finished;
    expect((await scanInto(data)).code).toBe(0);
  });
});

describe('a database', () => {
  it.each<[what: string, harm: (file: string) => void | Promise<void>, says: RegExp]>([
    ['that is damaged', (file) => damage(file), /is damaged/],
    [
      'that is no database',
      (file) => writeFile(file, 'something else entirely\n'.repeat(500)),
      /is damaged \(not a database\)/,
    ],
    ['of another version', (file) => change(file, 'PRAGMA user_version = 99'), /another version \(schema 99/],
    ['of another program', (file) => foreign(file), /is not a homeport database/],
  ])('%s is refused with a message', async (what, harm, says) => {
    const data = company.path(what.replaceAll(' ', '-'));
    await cp(sound, data, { recursive: true });
    await harm(join(data, 'homeport.db'));
    for (const args of [['scan', ...files, '--config', company.config], ['status']]) {
      const { code, stderr } = await homeport([...args, '--data', data]);
      expect(stderr).toMatch(says);
      expect(stderr).toContain(data);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(code).toBe(1);
    }
  });

  function change(file: string, sql: string): void {
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
  }

  /** Overwrites everything but the header, as a failing disk might. */
  async function damage(file: string): Promise<void> {
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0xa5, 100));
  }

  async function foreign(file: string): Promise<void> {
    await rm(file);
    change(file, 'CREATE TABLE theirs (id)');
  }
});

describe('a folder without data', () => {
  it('is not created by looking into it', async () => {
    const data = company.path('nothing-here');
    const { code, stderr } = await homeport(['status', '--data', data]);
    expect(stderr).toContain(`there is no data in ${data}: run homeport scan or serve with --data first`);
    expect(code).toBe(1);
  });
});

describe.runIf(isRoot)('a folder of another user (needs root to become somebody else)', () => {
  it('is closed to others, and once opened to them may be read and not written', async () => {
    const data = company.path('read-only');
    await cp(sound, data, { recursive: true });
    await chmod(company.folder, 0o755);
    const closed = await homeport(['status', '--data', data], { uid: NOBODY });
    expect(closed.stderr).toContain(`data folder ${data} may not be read by this user`);
    expect(closed.code).toBe(1);

    await chmod(data, 0o755);
    const scan = await scanInto(data, NOBODY);
    expect(scan.stderr).toMatch(/read-only|cannot be opened/);
    expect(scan.stderr).toContain(data);
    expect(scan.stderr).not.toMatch(/^\s+at /m);
    expect(scan.code).toBe(1);

    const status = await homeport(['status', '--data', data, '--json'], { uid: NOBODY });
    expect(status.stderr).toBe('');
    expect(JSON.parse(status.stdout)).toEqual(await ledgersOf(data));
  });

  it('in which nothing may be created is refused', async () => {
    await mkdir(company.path('locked'), { mode: 0o755 });
    const scan = await scanInto(company.path('locked/data'), NOBODY);
    expect(scan.stderr).toContain(`data folder ${company.path('locked/data')} cannot be created`);
    expect(scan.code).toBe(1);
  });
});

describe.runIf(isRoot && canMount())('a full disk (needs root to mount a small one)', () => {
  let disk: string;
  beforeAll(async () => {
    disk = company.path('disk');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
  });
  afterAll(() => execFileSync('umount', [disk]));

  it('loses nothing that was acknowledged, and the same scan goes on once there is space', async () => {
    let failures = 0;
    const data = join(disk, 'data');
    const filler = join(disk, 'filler');
    // Ever more space: each attempt comes a little further, the last one to the end.
    for (const kilobytes of [2900, 2700, 2500, 2300, 2100]) {
      await writeFile(filler, Buffer.alloc(kilobytes * 1024)).catch(() => {});
      const { code, stderr } = await scanInto(data);
      if (code === 0) break;
      failures++;
      expect(stderr).toMatch(/full|free some space/);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(code).toBe(1);
    }
    expect(failures).toBeGreaterThan(1);
    await rm(filler);
    const { alerts, cases } = await scanned(company, files, { data });
    expect(alerts).toEqual(undisturbed.alerts);
    expect(cases).toEqual(undisturbed.cases);
    expect(await ledgersOf(data)).toEqual(await ledgersOf(sound));
  });

  it('ends serve with a failure, rather than letting it follow nothing', async () => {
    const data = join(disk, 'live');
    const filler = join(disk, 'filler');
    await scanned(company, [company.asa], { data });
    await writeFile(filler, Buffer.alloc(3 << 20)).catch(() => {});
    await cp(company.okta, growing.okta);
    const { code, stderr } = await homeport(['serve', '--config', company.config, '--data', data]);
    expect(stderr).toMatch(/is on a full disk/);
    expect(code).toBe(1);
  });
});

/** Containers often may not mount, even as root. */
function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
