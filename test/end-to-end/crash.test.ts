import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/simulate/random.ts';
import { homeport, startHomeport } from '../support/command.ts';
import {
  type Company,
  type Documents,
  type Ledgers,
  ledgersOf,
  scanned,
  simulateCompany,
} from '../support/company.ts';

const DIE_AT_WRITE = join(import.meta.dirname, '../support/die-at-write.ts');

let company: Company;
let files: string[];
let undisturbed: Documents & { ledgers: Ledgers };
/** Of an undisturbed scan. */
let writes: number;
let duration: number;

beforeAll(async () => {
  company = await simulateCompany();
  files = [company.okta, company.asa];
  const data = company.path('undisturbed');
  const { alerts, cases } = await scanned(company, files, { data });
  undisturbed = { alerts, cases, ledgers: await ledgersOf(data) };

  const counted = await homeport(scanArgs(company.path('counted')), dyingAt(0));
  writes = Number(/(\d+) writes/.exec(counted.stderr)![1]);
  const start = performance.now();
  await homeport(scanArgs(company.path('timed')));
  duration = performance.now() - start;
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
  it.each([9, 8, 8])('and resumed is as if nothing had happened (%i times)', async (times) => {
    const { next } = createRandom(`${name} ${times}`);
    for (let kills = 0, k = 1; kills < times; k++) {
      const data = company.path(`${name} ${times} ${k}`);
      let ended = false;
      while (!ended && kills < times) {
        ended = await attempt(data, next);
        if (!ended) kills++;
      }
      if (!ended) await expectUndisturbed(data);
    }
  });
});

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
