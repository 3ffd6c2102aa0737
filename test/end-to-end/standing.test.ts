import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { homeport, ndjson, startHomeport } from '../support/command.ts';
import { type Company, followGrowing, scanned, simulateCompany } from '../support/company.ts';
import { prejudgingWord } from '../support/words.ts';

interface Document {
  worker: string;
  state: string;
  since: string;
  days_that_say_so: string[];
  days: { date: string; explanation: string; seen: { place?: string }[] }[];
  explained: Record<string, number>;
  contradictions: { alert_id: string }[];
  missing: { what: string; days: number }[];
}
interface Output {
  night: string;
  rule: Record<string, number>;
  standings: Document[];
  gaps: { accounts: string[]; days: number }[];
}
interface Truth {
  worker_id: string;
  email: string;
  label: string;
}

let company: Company;
let options: string[];
/** One who logs in from Asia every day, one of those who work at home, and one taken off the roster. */
let abroad: Truth;
let atHome: Truth;
let unknown: Truth;

beforeAll(async () => {
  company = await simulateCompany({ days: 5, scenarios: { include: ['S1'], stealth: 0 }, faults: false });
  const truth = ndjson<Truth>(await readFile(company.path('truth/users.jsonl'), 'utf8'));
  abroad = truth.find(({ label }) => label === 'malicious')!;
  const roster = await readRoster();
  const isMeasurable = ({ worker_id }: Truth) => !roster.get(worker_id)?.includes(UNMEASURED);
  [atHome, unknown] = truth.filter((one) => one.label === 'benign' && isMeasurable(one)) as [Truth, Truth];
  roster.delete(unknown.worker_id);
  await writeFile(rosterFile(), [...roster.values()].join('\n'));
  await followGrowing(company);
  const data = company.path('data');
  await scanned(company, [company.okta, company.asa], { data });
  options = ['--config', company.config, '--data', data];
});
afterAll(() => company.remove());

/** The middle of the country, which the test company's claims without coordinates are given. */
const UNMEASURED = ',39.8,-98.6,';

const rosterFile = () => join(company.config, 'roster.csv');

/** Its lines by their first column. */
async function readRoster(): Promise<Map<string, string>> {
  const rows = (await readFile(rosterFile(), 'utf8')).split('\n');
  return new Map(rows.map((row) => [row.split(',')[0]!, row]));
}

async function standing(...args: string[]): Promise<Output> {
  const { stdout, code } = await homeport(['standing', ...args, ...options, '--json']);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Output;
}

it('judges everybody on the roster, and lists accounts of nobody as gaps', async () => {
  const { night, rule, standings, gaps } = await standing();
  expect(night).toBe('2026-10-17');
  expect(rule).toMatchObject({ windowDays: 30, homeKm: 150 });
  expect(standings).toHaveLength(11);
  const of = ({ worker_id }: Truth) => standings.find(({ worker }) => worker === worker_id);
  expect(of(atHome)).toMatchObject({ state: 'consistent', contradictions: [] });
  expect(of(abroad)).toMatchObject({ state: 'contradicted' });
  expect(of(abroad)?.contradictions).not.toEqual([]);
  expect(standings[0]?.state).toBe('contradicted');
  const unnamed = gaps.flatMap(({ accounts }) => accounts);
  expect(unnamed).toContain(unknown.email);
  expect(unnamed.filter((account) => !account.includes(unknown.email.split('@')[0]!))).toEqual([]);
});

it('explains one worker day by day, by id or address, in words that prejudge nobody', async () => {
  const { stdout, code } = await homeport(['standing', abroad.email, ...options]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^≠ contradicted {2}W\d+, since 2026-10-\d\d \(\d nights?\)/);
  expect(stdout).toMatch(/2026-10-1\d {2}says so {2}elsewhere .* km from the claim/);
  expect(stdout).toContain('The rule in force');
  expect(stdout).toContain('An alert is a lead, not proof');
  expect(prejudgingWord(stdout)).toBeUndefined();
  expect((await standing(abroad.worker_id)).standings).toEqual(
    (await standing()).standings.filter(({ worker }) => worker === abroad.worker_id),
  );
});

it('judges an earlier night by what had happened until then', async () => {
  const first = await standing('--date', '2026-10-12');
  const [one] = first.standings.filter(({ worker }) => worker === atHome.worker_id);
  expect(first.night).toBe('2026-10-12');
  expect(one?.days.map(({ date }) => date).filter((date) => date > '2026-10-12')).toEqual([]);
});

it.each([
  [['nobody@example.com'], 'no worker and no account is called nobody@example.com'],
  [['--date', '2026-13-01'], '2026-13-01 is no date'],
  [['--date', '2026-10-18'], 'later than the newest login, of 2026-10-17'],
])('refuses %j', async (args, message) => {
  const { code, stderr } = await homeport(['standing', ...args, ...options]);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

it('reads beside a writer', async () => {
  const { child, finished, says } = startHomeport(['serve', ...options]);
  await says('follows');
  expect((await standing()).standings).toHaveLength(11);
  child.kill('SIGTERM');
  await finished;
});

it('no longer counts what an analyst has ruled out', async () => {
  const cases = ndjson<{ user: { id: string }; homeport: { case_id: string } }>(
    await readFile(company.path('cases.ndjson'), 'utf8'),
  );
  const own = cases.filter(({ user }) => user.id === abroad.worker_id);
  for (const { homeport: document } of own) {
    const verdict = ['verdict', document.case_id, 'benign-positive', '--reason', 'a trip on no record'];
    expect((await homeport([...verdict, ...options])).code).toBe(0);
  }
  const [after] = (await standing(abroad.worker_id)).standings;
  expect(after).toMatchObject({ state: 'unverified', contradictions: [] });
  expect(after?.explained.elsewhere).toBeGreaterThan(0);
});
