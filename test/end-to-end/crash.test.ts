import { existsSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../src/simulate/random.ts';
import { homeport, startHomeport } from '../support/command.ts';
import {
  type Company,
  type Documents,
  final,
  followGrowing,
  type Ledgers,
  ledgersOf,
  scanned,
  simulateCompany,
} from '../support/company.ts';

const DIE_AT_WRITE = join(import.meta.dirname, '../support/die-at-write.ts');

let company: Company;
let growing: { okta: string; asa: string };
let files: string[];
let undisturbed: Documents & { ledgers: Ledgers };
/** Of an undisturbed scan. */
let writes: number;
let duration: number;

beforeAll(async () => {
  company = await simulateCompany();
  growing = await followGrowing(company);
  files = [company.okta, company.asa];
  const data = company.path('undisturbed');
  const { alerts, cases } = await scanned(company, files, { data });
  undisturbed = { alerts, cases, ledgers: await ledgersOf(data) };

  const start = performance.now();
  const counted = await homeport(scanArgs(company.path('counted')), dyingAt(0));
  duration = performance.now() - start;
  writes = Number(/(\d+) writes/.exec(counted.stderr)![1]);
});
afterAll(() => company.remove());

const scanArgs = (data: string) => ['scan', ...files, '--config', company.config, '--data', data];
const dyingAt = (write: number) => ({
  node: ['--import', DIE_AT_WRITE],
  env: { DIE_AT_WRITE: String(write) },
});

/** Starts one scan and kills it at a random moment; whether it lived to its end all the same. */
type Attempt = (data: string, random: () => number) => Promise<boolean>;

const killedAtSomeTime: Attempt = async (data, random) => {
  const { child, finished } = startHomeport(scanArgs(data));
  const timer = setTimeout(() => child.kill('SIGKILL'), random() * duration);
  const { code } = await finished;
  clearTimeout(timer);
  return code === 0 || hadFinished(data);
};
const killedAtSomeWrite: Attempt = async (data, random) => {
  const { code } = await homeport(scanArgs(data), dyingAt(1 + Math.floor(random() * writes)));
  return code === 0;
};

describe.each([
  ['at any time', killedAtSomeTime],
  ['at any write', killedAtSomeWrite],
])('a scan killed %s', (name, attempt) => {
  it.each([
    [1, 9],
    [2, 7],
    [3, 7],
  ])(
    'and resumed is as if nothing had happened (round %i, %i times)',
    { timeout: 180_000 },
    async (round, times) => {
      const { next } = createRandom(`${name} ${round}`);
      for (let kills = 0, k = 1; kills < times; k++) {
        const data = company.path(`${name} ${round} ${k}`);
        let ended = false;
        while (!ended && kills < times) {
          ended = await attempt(data, next);
          if (!ended) kills++;
        }
        if (!ended) await expectUndisturbed(data);
      }
    },
  );
});

describe('serve', () => {
  it('killed again and again while its files grow judges everything once', { timeout: 120_000 }, async () => {
    const data = company.path('live');
    const { int } = createRandom('live');
    const serve = ['serve', '--config', company.config, '--data', data];
    const pieces = await piecesOf(8);
    for (const [k, { okta, asa }] of pieces.entries()) {
      await Promise.all([appendFile(growing.okta, okta), appendFile(growing.asa, asa)]);
      if (k === pieces.length - 1) break;
      const { child, finished } = startHomeport(serve, dyingAt(int(5, 400)));
      const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
      await finished;
      clearTimeout(timer);
    }
    const last = startHomeport(serve);
    await last.says('follows');
    await vi.waitFor(() => expect(judgedRecords(data)).toBe(undisturbed.ledgers.received), 60_000);
    last.child.kill('SIGINT');
    const { code, stderr } = await last.finished;
    expect(stderr).toContain('Everything that came has been judged.');
    expect(code).toBe(0);

    await writeFile(company.path('nothing'), '');
    const { alerts } = await scanned(company, [company.path('nothing')], { data });
    expect(final(alerts)).toEqual(final(undisturbed.alerts));
    const ledgers = await ledgersOf(data);
    expect(ledgers.records).toEqual(undisturbed.ledgers.records);
    expect(ledgers.evaluations).toEqual(undisturbed.ledgers.evaluations);
    expectSound(data);
  });
});

describe('Ctrl-C', () => {
  it('stops a scan that waits for more, keeping what was read', async () => {
    const data = company.path('interrupted');
    const { child, finished } = startHomeport(
      ['scan', company.okta, '-', '--config', company.config, '--data', data],
      { keepOpen: true },
    );
    await vi.waitFor(() => expect(query(data, 'SELECT * FROM meta')).toEqual([]), 30_000);
    await sleep(500);
    child.kill('SIGINT');
    const { code, stderr } = await finished;
    expect(stderr).toContain(`Stopped. What was read is safe in ${data}: run the same command again`);
    expect(code).toBe(1);
    await expectUndisturbed(data);
  });
});

/** Both logs cut into so many runs of whole lines. */
async function piecesOf(count: number): Promise<{ okta: string; asa: string }[]> {
  const cut = async (file: string) => {
    const lines = (await readFile(file, 'utf8')).split(/(?<=\n)/);
    return (k: number) => lines.slice((lines.length * k) / count, (lines.length * (k + 1)) / count).join('');
  };
  const [okta, asa] = [await cut(company.okta), await cut(company.asa)];
  return Array.from({ length: count }, (_, k) => ({ okta: okta(k), asa: asa(k) }));
}

/** Records received, once nobody waits to be judged. */
function judgedRecords(data: string): unknown {
  const [sums] = query(
    data,
    'SELECT (SELECT sum(n) FROM record_ledger) AS records, (SELECT count(*) FROM dirty) AS waiting',
  ) as { records: number; waiting: number }[];
  return sums?.waiting === 0 ? sums.records : 0;
}

async function expectUndisturbed(data: string): Promise<void> {
  const { alerts, cases } = await scanned(company, files, { data });
  expect(alerts).toEqual(undisturbed.alerts);
  expect(cases).toEqual(undisturbed.cases);
  expect(await ledgersOf(data)).toEqual(undisturbed.ledgers);
  expectSound(data);
}

function expectSound(data: string): void {
  expect(query(data, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
}

/** Killed between its last commit and its exit: all was done, and to scan again is to deliver again. */
function hadFinished(data: string): boolean {
  if (!existsSync(join(data, 'homeport.db'))) return false;
  return query(data, "SELECT 1 FROM sqlite_schema WHERE name = 'progress'").length > 0
    ? query(data, 'SELECT 1 FROM progress WHERE done = 1').length === files.length
    : false;
}

function query(data: string, sql: string): unknown[] {
  const db = new DatabaseSync(join(data, 'homeport.db'), { readOnly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}
