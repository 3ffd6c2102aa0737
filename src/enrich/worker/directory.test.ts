import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRoster, readTravel } from '../../config/table.ts';
import type { AccountRef } from '../port.ts';
import { buildDirectory } from './directory.ts';
import { foldAccount } from './fold.ts';
import type { Gazetteer } from './gazetteer.ts';
import { assembleRoster, type RosterResult } from './roster.ts';

const nowhere: Gazetteer = () => ({ kind: 'unknown' });

function assemble(
  roster: string,
  {
    travel = 'email,country,from,to\n',
    domains,
    ignore = [] as string[],
  }: { travel?: string; domains?: string[]; ignore?: string[] } = {},
): RosterResult {
  const people = readRoster('roster.csv', Buffer.from(roster));
  const trips = readTravel('travel.csv', Buffer.from(travel));
  expect([...people.problems, ...trips.problems]).toEqual([]);
  return assembleRoster({
    roster: people,
    travel: trips,
    identity: { domains, ignoreAccounts: ignore },
    gazetteer: nowhere,
  });
}

const account = (name: string, rest: Partial<AccountRef> = {}): AccountRef => ({
  account: name,
  name,
  ...rest,
});

describe('identity', () => {
  const { data } = assemble(
    [
      'worker_id,email,aliases,employment_type',
      'E1,jane.roe@example.com,jroe;JR@partner.example,',
      'E2,lee@example.com,,',
      'E3,lee@example.org,,',
      'E4,backup@example.com,,Service',
    ].join('\n'),
    { domains: ['example.com', 'example.org', 'CORP'], ignore: ['svc-*', 'health?'] },
  );
  const directory = buildDirectory(data);
  const idOf = (ref: AccountRef): string => {
    const worker = directory.resolve(ref);
    return worker === 'ignored' ? worker : worker.id;
  };

  it.each([
    'jane.roe@example.com',
    'Jane.Roe@EXAMPLE.COM',
    'jane.roe',
    'CORP\\jane.roe',
    'corp/JANE.ROE',
    'EXAMPLE\\jane.roe',
    'jane.roe@corp',
    'jane.roe@example.org',
    'jroe',
    'CORP\\jroe',
    'jr@partner.example',
    'ｊａｎｅ.ｒｏｅ@example.com',
    'e1',
  ])('knows the worker by %s', (name) => {
    expect(idOf(account(name))).toBe('E1');
  });

  it.each([
    ['OTHER\\jane.roe', 'other\\jane.roe'],
    ['jane.roe@elsewhere.example', 'jane.roe@elsewhere.example'],
    ['jane.roe+news@example.com', 'jane.roe+news@example.com'],
    ['JANEROE', 'janeroe'],
  ])('leaves %s to a provisional worker', (name, id) => {
    expect(directory.resolve(account(name))).toEqual({ id, provisional: true });
  });

  it('takes a bare name of two workers for neither, and their addresses for each', () => {
    expect(directory.resolve(account('lee'))).toEqual({ id: 'lee', provisional: true });
    expect(idOf(account('lee@example.com'))).toBe('E2');
    expect(idOf(account('lee@example.org'))).toBe('E3');
  });

  it('looks at the e-mail address, the vendor id and the domain of the login', () => {
    expect(idOf(account('00u1', { email: 'Jane.Roe@example.com' }))).toBe('E1');
    expect(idOf(account('someone', { id: 'JROE' }))).toBe('E1');
    expect(idOf(account('someone', { id: 'E1' }))).toBe('someone');
    expect(idOf(account('jane.roe', { domain: 'CORP' }))).toBe('E1');
    expect(idOf(account('jane.roe', { domain: 'OTHER' }))).toBe('jane.roe');
  });

  it('does not confuse one account that came with different details', () => {
    expect(idOf(account('x', { email: 'lee@example.com' }))).toBe('E2');
    expect(idOf(account('x', { email: 'lee@example.org' }))).toBe('E3');
    expect(idOf(account('x'))).toBe('x');
  });

  it('ignores services and names on the ignore list, with or without a domain', () => {
    expect(idOf(account('backup@example.com'))).toBe('ignored');
    expect(idOf(account('SVC-deploy'))).toBe('ignored');
    expect(idOf(account('CORP\\svc-deploy', { name: 'svc-deploy' }))).toBe('ignored');
    expect(idOf(account('svcdeploy'))).toBe('svcdeploy');
    expect([...directory.workers()].map(({ id }) => id)).toEqual(['E1', 'E2', 'E3']);
    expect(directory.profile('E4')).toBeUndefined();
  });

  it('folds once and for all, whatever the case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldAccount(text);
        expect(foldAccount(folded)).toBe(folded);
        expect(foldAccount(text.toUpperCase())).toBe(folded);
      }),
    );
  });

  it('finds a worker however the address is written', () => {
    const wraps = fc.constantFrom(
      (name: string) => name,
      (name: string) => `${name}@example.com`,
      (name: string) => `CORP\\${name}`,
    );
    const cases = fc.constantFrom('toUpperCase' as const, 'toLowerCase' as const, 'trim' as const);
    fc.assert(
      fc.property(wraps, cases, (wrap, change) => {
        expect(idOf(account(wrap('Jane.Roe')[change]()))).toBe('E1');
      }),
    );
  });

  it('is a function of its data', () => {
    const again = buildDirectory(JSON.parse(JSON.stringify(data)));
    expect(again.version).toBe(directory.version);
    expect(again.resolve(account('jroe'))).toEqual(directory.resolve(account('jroe')));
  });
});

it('takes the domains of the roster when none are configured', () => {
  const directory = buildDirectory(assemble('email\njane@example.com\n').data);
  expect(directory.resolve(account('EXAMPLE\\jane'))).toMatchObject({ id: 'jane@example.com' });
});

describe('claims', () => {
  const at = (text: string): number => Date.parse(text);
  const countries = (roster: string, time: string, travel?: string): string[] | undefined => {
    const directory = buildDirectory(assemble(roster, travel === undefined ? {} : { travel }).data);
    const claim = directory.claim('jane@example.com', at(time));
    return claim && [...claim.homes, ...claim.travel].map(({ country, region }) => region ?? country);
  };
  const header = 'email,country,region,latitude,longitude,time_zone,valid_from';
  const west = [
    header,
    'jane@example.com,US,NY,40.71,-74.01,,2025-03-01',
    'jane@example.com,US,CA,34.05,-118.24,,2026-06-01',
  ].join('\n');
  const east = [
    header,
    'jane@example.com,US,CA,34.05,-118.24,,',
    'jane@example.com,US,NY,40.71,-74.01,,2026-06-01',
  ].join('\n');

  it('changes home at midnight of the new home, without a gap', () => {
    expect(countries(west, '2026-06-01T06:59:59.999Z')).toEqual(['NY']);
    expect(countries(west, '2026-06-01T07:00:00Z')).toEqual(['CA']);
  });

  it('keeps both homes while the day of the move has begun at one and not ended at the other', () => {
    expect(countries(east, '2026-06-01T03:59:59.999Z')).toEqual(['CA']);
    expect(countries(east, '2026-06-01T04:00:00Z')).toEqual(['CA', 'NY']);
    expect(countries(east, '2026-06-01T07:00:00Z')).toEqual(['NY']);
  });

  it('holds the first home before its date, and the last for ever', () => {
    expect(countries(west, '2019-01-01T00:00:00Z')).toEqual(['NY']);
    expect(countries(west, '2099-01-01T00:00:00Z')).toEqual(['CA']);
  });

  it('prefers the time zone of the row, and takes UTC where nothing says more', () => {
    const stated = `${header}\njane@example.com,US,NY,,,,\njane@example.com,US,HI,,,Pacific/Honolulu,2026-06-01\n`;
    expect(countries(stated, '2026-06-01T09:59:59Z')).toEqual(['NY']);
    expect(countries(stated, '2026-06-01T10:00:00Z')).toEqual(['HI']);
    const silent = `${header}\njane@example.com,US,NY,,,,\njane@example.com,US,HI,,,,2026-06-01\n`;
    expect(countries(silent, '2026-05-31T23:59:59Z')).toEqual(['NY']);
    expect(countries(silent, '2026-06-01T00:00:00Z')).toEqual(['HI']);
  });

  it('begins a day whose midnight the clocks skipped at its first instant', () => {
    const beirut = `${header}\njane@example.com,US,NY,,,,\njane@example.com,LB,,,,Asia/Beirut,2024-03-31\n`;
    expect(countries(beirut, '2024-03-30T21:59:59.999Z')).toEqual(['NY']);
    expect(countries(beirut, '2024-03-30T22:00:00Z')?.at(-1)).toBe('LB');
  });

  it('counts rows of one day as homes at the same time, and a repeated row once', () => {
    const two = `${header}\njane@example.com,US,NY,,,,\njane@example.com,US,FL,,,,\njane@example.com,US,NY,,,,\n`;
    expect(countries(two, '2026-01-01T00:00:00Z')).toEqual(['NY', 'FL']);
  });

  it('ends the claim where a dated row names no place', () => {
    const left = `${header}\njane@example.com,US,NY,,,,\njane@example.com,,,,,,2026-06-01\n`;
    expect(countries(left, '2026-05-31T12:00:00Z')).toEqual(['NY']);
    expect(countries(left, '2026-06-01T12:00:00Z')).toBeUndefined();
  });

  it('is not limited by the dates of employment', () => {
    const leaver = 'email,country,start_date,end_date\njane@example.com,US,2026-01-01,2026-02-01\n';
    expect(countries(leaver, '2025-06-01T00:00:00Z')).toEqual(['US']);
    expect(countries(leaver, '2027-06-01T00:00:00Z')).toEqual(['US']);
  });

  it('allows for a day before and after approved travel', () => {
    const home = 'email,country\njane@example.com,US\n';
    const travel = 'email,country,from,to\nJane@Example.com,DE,2026-07-10,2026-07-12\n';
    expect(countries(home, '2026-07-08T23:59:59.999Z', travel)).toEqual(['US']);
    expect(countries(home, '2026-07-09T00:00:00Z', travel)).toEqual(['US', 'DE']);
    expect(countries(home, '2026-07-13T23:59:59.999Z', travel)).toEqual(['US', 'DE']);
    expect(countries(home, '2026-07-14T00:00:00Z', travel)).toEqual(['US']);
  });

  it('does not depend on the order of the rows', () => {
    const [head, ...rows] = west.split('\n');
    const times = fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), times, (shuffled, time) => {
        const text = new Date(time).toISOString();
        expect(countries([head, ...shuffled].join('\n'), text)).toEqual(countries(west, text));
      }),
    );
  });

  it('knows no claim of strangers', () => {
    expect(buildDirectory(assemble('email\njane@example.com\n').data).claim('stranger', 0)).toBeUndefined();
  });
});

describe('roster', () => {
  it('joins the rows of a worker, and takes what is not dated from the newest that says it', () => {
    const { data, problems } = assemble(
      [
        'worker_id,email,aliases,name,group,valid_from,country,device_ids',
        'E1,jane.roe@example.com,jroe,Jane Roe,staff,2026-05-01,US,d2',
        ',Jane.Doe@example.com,,,contractors,,CA,d1',
        'E1,jane.doe@example.com,,Jane Doe,,2025-01-01,US,d1',
      ].join('\n'),
    );
    expect(problems).toEqual([]);
    expect(data.workers).toMatchObject([
      {
        worker: { id: 'E1', group: 'staff', deviceIds: ['d1', 'd2'] },
        name: 'Jane Roe',
        email: 'jane.roe@example.com',
        names: ['jane.doe@example.com', 'e1', 'jane.roe@example.com', 'jroe'],
        homes: [
          { country: 'CA', to: '2024-12-31' },
          { country: 'US', from: '2025-01-01', to: '2026-04-30' },
          { country: 'US', from: '2026-05-01' },
        ],
      },
    ]);
  });

  it('refuses one name for two workers, with both lines and the way out', () => {
    const { problems } = assemble(
      'worker_id,email,aliases\nE1,jane@example.com,jr\nE2,jim@example.com,JR\nE3,jane@example.com,\n',
    );
    const fix = 'give both rows the same worker_id, or take the name out of one of them';
    expect(problems).toEqual([
      { file: 'roster.csv', line: 3, message: '"jr" already names the worker E1 on line 2', fix },
      {
        file: 'roster.csv',
        line: 4,
        message: '"jane@example.com" already names the worker E1 on line 2',
        fix,
      },
    ]);
  });

  it('says when nobody is on it', () => {
    expect(assemble('email\n').gaps).toMatchObject([
      { file: 'roster.csv', fix: 'add the workers, one a line' },
    ]);
  });

  it('names every gap with its line', () => {
    const { gaps, problems } = assemble(
      'email,country,region,city\nlee@example.com,US,NY,Atlantis\nlee@example.org,,,\n',
      { travel: 'email,country,from,to\nnobody@example.com,DE,2026-01-01,2026-01-02\n' },
    );
    expect(problems).toEqual([]);
    expect(gaps.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
      'roster.csv:2 no city "Atlantis" is known in US-NY: the claim holds for US-NY as a whole',
      'travel.csv:2 nobody@example.com is not on the roster: the travel counts for nobody',
      'roster.csv:3 lee@example.org claims no place: nothing can contradict it',
      'roster.csv:2 the user name "lee" may be any of the workers on lines 2, 3: it counts as none of them',
    ]);
    expect(gaps.every(({ fix }) => fix)).toBe(true);
  });
});
