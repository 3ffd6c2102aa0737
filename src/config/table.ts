import { canonicalJson, hashId } from '../event/ids.ts';
import {
  cidr,
  country,
  day,
  email,
  latitude,
  list,
  longitude,
  oneOf,
  region,
  required,
  text,
  timeZone,
} from './column.ts';
import { type Row, readCsv, type Table } from './csv.ts';
import { suggest } from './nearest.ts';
import type { Problem } from './problem.ts';

/** ISO 3166-2:US suffixes: states, the federal district, territories. */
const US_REGIONS =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI'.split(
    ' ',
  );

const place = { country, region, city: text };

const roster = {
  worker_id: text,
  email: required(email),
  aliases: list,
  name: text,
  employment_type: text,
  group: text,
  start_date: day,
  end_date: day,
  ...place,
  latitude,
  longitude,
  time_zone: timeZone,
  valid_from: day,
  device_ids: list,
  household_id: text,
  ship_to: text,
};
/** One row of roster.csv: a worker, or one of the worker's dated homes. */
export type RosterRow = Row<typeof roster>;

const travel = {
  email: required(email),
  ...place,
  country: required(country),
  from: required(day),
  to: required(day),
};
/** One row of travel.csv: approved travel of one worker; dates are inclusive. */
export type TravelRow = Row<typeof travel>;

const networks = {
  cidr: required(cidr),
  kind: required(oneOf(['corporate', 'sase', 'relay', 'vpn', 'hosting', 'venue'])),
  label: text,
  ...place,
};
/** One row of networks.csv: what the customer knows about addresses; `cidr` has a prefix length and no host bits. */
export type NetworkRow = Row<typeof networks>;

const suppressions = {
  scope: required(oneOf(['worker', 'group', 'everyone'])),
  worker: text,
  group: text,
  detector: text,
  finding: text,
  country,
  from: required(day),
  to: required(day),
  author: required(text),
  reason: required(text),
};
/**
 * One row of suppressions.csv: alerts hidden, of whom (`worker` is a worker's id or e-mail address), between which
 * UTC days of event time (inclusive), by whom and why. Absent `detector`, `finding` and `country` mean all of them.
 */
export type SuppressionRow = Row<typeof suppressions> & {
  /** Hash of what the row says: it stays the same when rows move. */
  id: string;
};

/** Column names of each table, in the documented order. */
export const TABLE_COLUMNS = {
  roster: Object.keys(roster),
  travel: Object.keys(travel),
  networks: Object.keys(networks),
  suppressions: Object.keys(suppressions),
};

export const readRoster = (file: string, bytes: Uint8Array): Table<RosterRow> =>
  checked(readCsv(file, bytes, roster), function* (row) {
    if ((row.latitude === undefined) !== (row.longitude === undefined)) {
      yield ['latitude and longitude must stand together', 'fill in both or neither'];
    }
    yield* placeFaults(row);
    if (row.start_date !== undefined && row.end_date !== undefined && row.end_date < row.start_date) {
      yield ['end_date is before start_date', 'correct one of them'];
    }
  });

export const readTravel = (file: string, bytes: Uint8Array): Table<TravelRow> =>
  checked(readCsv(file, bytes, travel), function* (row) {
    yield* placeFaults(row);
    if (row.to < row.from) yield ['to is before from', 'swap them'];
  });

export const readNetworks = (file: string, bytes: Uint8Array): Table<NetworkRow> =>
  checked(readCsv(file, bytes, networks), placeFaults);

export function readSuppressions(file: string, bytes: Uint8Array): Table<SuppressionRow> {
  const table = checked(readCsv(file, bytes, suppressions), suppressionFaults);
  return {
    ...table,
    rows: table.rows.map((row) => ({ ...row, id: hashId(canonicalJson({ ...row, line: undefined })) })),
  };
}

function* suppressionFaults(row: Row<typeof suppressions>): Generator<Fault> {
  if (row.to < row.from) yield ['to is before from', 'swap them'];
  for (const scope of ['worker', 'group'] as const) {
    if (row.scope === scope && row[scope] === undefined) {
      yield [`scope ${scope} names no ${scope}`, `fill in the column ${scope}`];
    }
    if (row.scope !== scope && row[scope] !== undefined) {
      yield [`a ${scope} is named but the scope is ${row.scope}`, `write ${scope} as the scope`];
    }
  }
  if (row.finding !== undefined && row.detector === undefined) {
    yield ['a finding is named without its detector', 'fill in the column detector'];
  }
}

type Fault = [message: string, fix: string];

function* placeFaults(row: {
  country?: string;
  region?: string;
  city?: string;
  latitude?: number;
}): Generator<Fault> {
  const placed = row.region ?? row.city ?? row.latitude;
  if (row.country === undefined && placed !== undefined) {
    yield ['a place has no country', 'fill in the column country'];
  }
  if (row.country === 'US' && row.region !== undefined && !US_REGIONS.includes(row.region)) {
    yield [`region: there is no US state ${row.region}`, suggest(row.region, US_REGIONS)];
  }
}

function checked<R extends { line: number }>(table: Table<R>, faults: (row: R) => Iterable<Fault>): Table<R> {
  const problems: Problem[] = [...table.problems];
  const rows = table.rows.filter((row) => {
    const found = [...faults(row)];
    for (const [message, fix] of found) problems.push({ file: table.file, line: row.line, message, fix });
    return found.length === 0;
  });
  return { file: table.file, rows, problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}
