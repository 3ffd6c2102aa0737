import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fields, list } from '../src/sources/read.ts';
import { type Company, type Documents, scanned, simulateCompany } from './support/company.ts';

const NAME = 'Ri Nguyễn-Иванова 김';
const ABOUT_A_PERSON = {
  locale: 'ko_KP',
  preferredLanguage: 'zh-CN',
  acceptLanguage: 'ko-KP,ru;q=0.9',
  keyboard: 'ru',
  nationality: 'KP',
  holidays: 'KP',
  timezone: 'Asia/Pyongyang',
};

describe('what a person is called, speaks, types on and celebrates', () => {
  let company: Company;
  let before: Documents;
  let after: Documents;

  beforeAll(async () => {
    // Days enough for what takes a fortnight to show.
    company = await simulateCompany({ workers: 30, days: 16, refreshPerDay: 2, seed: 'names' });
    before = await scanned(company, [company.okta, company.asa]);
    const config = company.path('other-config');
    const okta = company.path('other-okta.ndjson');
    await cp(company.config, config, { recursive: true });
    await rewrite(join(config, 'roster.csv'), (text) => text.split('\n').map(renamedRow).join('\n'));
    await cp(company.okta, okta);
    await rewrite(okta, (text) => text.split('\n').map(retold).join('\n'));
    after = await scanned({ ...company, config }, [okta, company.asa]);
  }, 120_000);
  afterAll(() => company.remove());

  it('is read from the records, and shown', () => {
    const isShown = ({ alerts }: Documents, what: string) => JSON.stringify(alerts).includes(what);
    expect([isShown(before, NAME), isShown(after, NAME)]).toEqual([false, true]);
    expect([isShown(before, 'ko-KP'), isShown(after, 'ko-KP')]).toEqual([false, true]);
  });

  it('changes no finding, severity, score or case', () => {
    const found = before.alerts.map((alert) => fields<'id'>(alert.rule).id);
    expect(new Set(found).size).toBeGreaterThan(4);
    expect(after.alerts.map(withoutDisplay)).toEqual(before.alerts.map(withoutDisplay));
    expect(after.cases.map(withoutDisplay)).toEqual(before.cases.map(withoutDisplay));
  });
});

async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

/** A row of the roster under another name; the header and the line after the last stay. */
function renamedRow(row: string, index: number): string {
  const [id, email, aliases, name, ...rest] = row.split(',');
  return index === 0 || name === undefined
    ? row
    : [id, email, aliases, `${NAME} ${index}`, ...rest].join(',');
}

/** An Okta record with another name and browser language, and with all that others may log about a person. */
function retold(line: string): string {
  if (line === '') return line;
  const record = JSON.parse(line);
  for (const party of [record.actor, ...list(record.target)]) {
    if (!['User', 'AppUser'].includes(party.type)) continue;
    party.displayName = NAME;
    party.detailEntry = ABOUT_A_PERSON;
  }
  const { userAgent } = record.client;
  if (userAgent?.rawUserAgent) userAgent.rawUserAgent = `${userAgent.rawUserAgent} Language/ko-KP`;
  Object.assign(record.client, ABOUT_A_PERSON);
  Object.assign(record.debugContext.debugData, ABOUT_A_PERSON);
  return JSON.stringify({ ...record, ...ABOUT_A_PERSON });
}

/** A document without the worker's name and the browser's words, which are for the reader alone. */
const withoutDisplay = ({ user, user_agent, ...document }: Record<string, unknown>) => ({
  ...document,
  user: { ...fields<'id' | 'email' | 'name'>(user), name: undefined },
});
