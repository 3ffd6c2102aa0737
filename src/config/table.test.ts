import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProblem } from './problem.ts';
import { readNetworks, readRoster, readSuppressions, readTravel, TABLE_COLUMNS } from './table.ts';

const roster = (text: string) => readRoster('roster.csv', Buffer.from(text));
const faults = (table: { problems: Parameters<typeof formatProblem>[0][] }): string[] => {
  expect(table.problems.every(({ fix }) => fix)).toBe(true);
  return table.problems.map(formatProblem);
};

describe('a table', () => {
  it('is read with BOM, CRLF, quotes, comments, empty lines and columns in any order', () => {
    const text =
      '\uFEFF# staff\r\nCity,EMAIL,country,aliases\r\n\r\n"New\r\nYork",a@example.com,us, x ; y;\r\n# old\r\n,,,\r\nParis,b@example.com,FR\r\n';
    expect(roster(text)).toEqual({
      file: 'roster.csv',
      problems: [],
      rows: [
        { line: 4, city: 'New\nYork', email: 'a@example.com', country: 'US', aliases: ['x', 'y'] },
        { line: 8, city: 'Paris', email: 'b@example.com', country: 'FR' },
      ],
    });
  });

  it.each([
    ['an unknown column', 'email,nmae\n', 'roster.csv:1: unknown column "nmae" (did you mean name?)'],
    [
      'semicolons between columns',
      'email;name\n',
      /^roster\.csv:1: unknown column .* \(separate the columns by commas\)/,
    ],
    ['a column twice', 'email,name,Name\n', 'roster.csv:1: column name stands twice (remove one of them)'],
    ['a missing column', '\nname\n', 'roster.csv:2: column email is missing (add it to the header)'],
    ['an empty file', '', /^roster\.csv: the table is empty \(begin with a header: worker_id,email/],
    ['an open quote', 'email\na@example.com\n"b\n', /^roster\.csv:\d: a quoted cell is never closed/],
    [
      'a stray quote',
      'email\na@example.com\nb"c"@example.com\n',
      /^roster\.csv:3: a quote stands in the middle/,
    ],
    ['a cell too many', 'email\na@example.com,b\n', /^roster\.csv:2: a cell stands under no column/],
    ['an empty required cell', 'email,name\n,Jane\n', 'roster.csv:2: email is empty (fill it in)'],
  ])('with %s names file, line and fix', (_, text, expected) => {
    const found = faults(roster(text))[0];
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
  });

  it('in another encoding is refused with the first such line', () => {
    const bytes = Buffer.from('email,name\na@example.com,Ana\nb@example.com,J\xfcrgen\n', 'latin1');
    expect(faults(readRoster('roster.csv', bytes))).toEqual([
      'roster.csv:3: the table is not UTF-8 (save it as "CSV UTF-8")',
    ]);
  });

  it('keeps the good rows beside the bad ones, which are told in order', () => {
    const table = roster('email,country\nx,US\na@example.com,US\nb@example.com,USA\nc@example.com,UK\n');
    expect(table.rows.map(({ line }) => line)).toEqual([3]);
    expect(faults(table)).toEqual([
      'roster.csv:2: email: "x" is no e-mail address (write name@domain)',
      'roster.csv:4: country: "USA" is no ISO 3166-1 alpha-2 country code (write two letters, for example US)',
      'roster.csv:5: country: "UK" is no ISO 3166-1 alpha-2 country code (write GB)',
    ]);
  });

  it('gives back whatever was written into it, on its line', () => {
    const cell = fc.string().map((value) => value.replaceAll(/\s+/g, ' ').trim());
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (names) => {
        const rows = names.map((name) => `a@example.com,"${name.replaceAll('"', '""')}"`);
        const table = roster(['email,name', ...rows].join('\n'));
        expect(table.problems).toEqual([]);
        expect(table.rows.map(({ line, name = '' }) => [line, name])).toEqual(
          names.map((name, index) => [index + 2, name]),
        );
      }),
    );
  });
});

describe('cells', () => {
  it.each([
    ['region', 'New York', /is no ISO 3166-2 suffix \(write what follows the hyphen/],
    ['region', 'NYC', /there is no US state NYC \(did you mean NY\?\)/],
    ['latitude', '91', /is no latitude \(write decimal degrees between -90 and 90\)/],
    ['longitude', '12°', /is no longitude/],
    ['time_zone', 'Eastern', /is no time zone \(write an IANA name/],
    ['valid_from', '2026-02-30', /is no date \(write YYYY-MM-DD/],
    ['start_date', '11/19/2026', /is no date/],
  ])('%s %s is refused', (column, cell, expected) => {
    const found = faults(roster(`email,country,${column}\na@example.com,US,${cell}\n`)).join('\n');
    expect(found).toMatch(expected);
    expect(found).toMatch(/^roster\.csv:2: /);
  });

  it.each([
    ['latitude alone', 'latitude\na@example.com,US,40', /latitude and longitude must stand together/],
    [
      'an end before the start',
      'start_date,end_date\na@example.com,US,2026-02-01,2026-01-01',
      /end_date is before/,
    ],
  ])('%s is refused', (_, text, expected) => {
    expect(faults(roster(`email,country,${text}\n`))[0]).toMatch(expected);
  });

  it('a place without a country is refused', () => {
    expect(faults(roster('email,city\na@example.com,Paris\n'))).toEqual([
      'roster.csv:2: a place has no country (fill in the column country)',
    ]);
  });
});

it('reads approved travel', () => {
  const header = TABLE_COLUMNS.travel.join(',');
  const table = readTravel(
    'travel.csv',
    Buffer.from(`${header}\na@example.com,DE,,Berlin,2026-07-02,2026-07-01\n`),
  );
  expect(faults(table)).toEqual(['travel.csv:2: to is before from (swap them)']);
});

it('reads networks, with a prefix length and without host bits', () => {
  const rows = [
    '192.0.2.7/24,corporate,Office,US,NY,New York',
    '203.0.113.9,VPN,,,,',
    '2001:DB8::1/32,sase,Edge,,,',
  ];
  const table = readNetworks(
    'networks.csv',
    Buffer.from([TABLE_COLUMNS.networks.join(','), ...rows].join('\n')),
  );
  expect(table.problems).toEqual([]);
  expect(table.rows.map(({ cidr, kind }) => [cidr, kind])).toEqual([
    ['192.0.2.0/24', 'corporate'],
    ['203.0.113.9/32', 'vpn'],
    ['2001:db8::/32', 'sase'],
  ]);
  const broken = readNetworks(
    'networks.csv',
    Buffer.from('cidr,kind\n192.0.2.0/40,corporate\n192.0.2.0/24,corprate\n'),
  );
  expect(faults(broken)).toEqual([
    'networks.csv:2: cidr: "192.0.2.0/40" is no address or network (write CIDR notation, for example 192.0.2.0/24)',
    expect.stringMatching(/^networks\.csv:3: kind: "corprate" is not one of .* \(did you mean corporate\?\)/),
  ]);
});

it('reads suppressions whose scope and names agree, and gives each an id that outlives its line', () => {
  const read = (...rows: string[]) =>
    readSuppressions(
      'suppressions.csv',
      Buffer.from([TABLE_COLUMNS.suppressions.join(','), ...rows].join('\n')),
    );
  const row = 'group,,sales,,,,2026-01-01,2026-01-31,ops@example.com,Trade fair';
  const [first] = read(row).rows;
  const [, moved] = read('everyone,,,,,,2026-01-01,2026-01-31,ops@example.com,Test', row).rows;
  expect(first).toMatchObject({ scope: 'group', group: 'sales', to: '2026-01-31' });
  expect(moved!.id).toBe(first!.id);
  expect(
    faults(
      read(
        'worker,,,,,,2026-01-01,2026-01-31,ops@example.com,x',
        'everyone,E1,,,,,2026-01-01,2026-01-31,ops@example.com,x',
        'everyone,,,,too-fast,,2026-02-01,2026-01-31,ops@example.com,',
      ),
    ),
  ).toEqual([
    'suppressions.csv:2: scope worker names no worker (fill in the column worker)',
    'suppressions.csv:3: a worker is named but the scope is everyone (write worker as the scope)',
    'suppressions.csv:4: reason is empty (fill it in)',
  ]);
});
