import { defined } from '../../config/defined.ts';
import type { Problem } from '../../config/problem.ts';
import type { RosterRow, TravelRow } from '../../config/table.ts';
import type { HomeClaim, Worker } from '../../event/facts.ts';
import { canonicalJson } from '../../event/ids.ts';
import { dayText, utcDay } from '../../kit/time.ts';
import type { DirectoryData, WorkerEntry } from './directory-data.ts';
import { foldAccount } from './fold.ts';
import type { Gazetteer } from './gazetteer.ts';
import { type PlacedRow, placeClaim } from './place-claim.ts';
import {
  ambiguousNames,
  emptyRoster,
  placelessWorkers,
  sharedNames,
  unknownTraveller,
} from './roster-faults.ts';
import { groupRows, namesIn } from './roster-rows.ts';

export interface RosterInput {
  roster: { file: string; rows: readonly RosterRow[] };
  travel: { file: string; rows: readonly TravelRow[] };
  identity: {
    /** Absent: the domains of the roster's own e-mail addresses. */
    domains?: readonly string[] | undefined;
    ignoreAccounts: readonly string[];
  };
  gazetteer: Gazetteer;
}

export interface RosterResult {
  data: DirectoryData;
  /** Contradictions in the tables: nothing may run on them. */
  problems: Problem[];
  /** What cannot be judged, by name: workers without a place, cities nobody knows, user names of two workers. */
  gaps: Problem[];
}

/** Joins the rows of each worker, places them on the map, and names every contradiction and gap with its line. */
export function assembleRoster({ roster, travel, identity, gazetteer }: RosterInput): RosterResult {
  const gaps: Problem[] = [];
  const locate = (file: string, row: PlacedRow): HomeClaim => {
    const { claim, gap } = placeClaim(file, row, gazetteer);
    if (gap) gaps.push(gap);
    return claim;
  };

  const rowsOf = groupRows(roster.rows);
  const workers = [...rowsOf].map(([id, rows]) => workerEntry(id, rows, (row) => locate(roster.file, row)));
  const named = new Map(workers.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));
  for (const row of travel.rows) {
    const entry = named.get(foldAccount(row.email));
    if (entry) entry.travel.push({ ...locate(travel.file, row), from: row.from, to: row.to });
    else gaps.push(unknownTraveller(travel.file, row));
  }

  const data: DirectoryData = {
    workers,
    domains: [...(identity.domains ?? emailDomains(roster.rows))],
    ignoreAccounts: [...identity.ignoreAccounts],
  };
  if (workers.length === 0 && roster.file !== '') gaps.push(emptyRoster(roster.file));
  gaps.push(...placelessWorkers(roster.file, rowsOf), ...ambiguousNames(roster.file, data, rowsOf));
  return { data, problems: sharedNames(roster.file, rowsOf), gaps };
}

/** What is not dated by row (group, dates of employment, …) is what the newest row that has it says. */
function workerEntry(
  id: string,
  rows: readonly RosterRow[],
  locate: (row: PlacedRow) => HomeClaim,
): WorkerEntry {
  const newest = <K extends keyof RosterRow>(key: K): RosterRow[K] | undefined =>
    rows.findLast((row) => row[key] !== undefined)?.[key];
  const deviceIds = [...new Set(rows.flatMap((row) => row.device_ids ?? []))];
  const worker: Worker = defined({
    id,
    provisional: false,
    group: newest('group'),
    employmentType: newest('employment_type')?.toLowerCase(),
    startDate: newest('start_date'),
    endDate: newest('end_date'),
    householdId: newest('household_id'),
    deviceIds: deviceIds.length === 0 ? undefined : deviceIds,
  });
  return defined({
    worker,
    service: worker.employmentType === 'service' ? (true as const) : undefined,
    email: rows.at(-1)!.email,
    name: newest('name'),
    names: [...new Set(rows.flatMap(namesIn))],
    homes: homesOf(rows, locate),
    travel: [],
  });
}

/** Rows of one day are homes at the same time. A dated row without a place ends the home before it. */
function homesOf(rows: readonly RosterRow[], locate: (row: PlacedRow) => HomeClaim): HomeClaim[] {
  const starts = rows.flatMap((row) => row.valid_from ?? []);
  const homes = rows.flatMap((row) => {
    const { country, valid_from: from } = row;
    if (country === undefined) return [];
    const next = starts.find((start) => from === undefined || start > from);
    const to = next && dayText(utcDay(Date.parse(next)) - 1);
    return defined({ ...locate({ ...row, country }), from, to });
  });
  return [...new Map(homes.map((home) => [canonicalJson(home), home])).values()];
}

function emailDomains(rows: readonly RosterRow[]): Set<string> {
  return new Set(rows.map(({ email }) => foldAccount(email.slice(email.lastIndexOf('@') + 1))));
}
