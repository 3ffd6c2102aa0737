import type { Claim, HomeClaim, Worker } from '../event/facts.ts';
import type { Presence } from './define.ts';
import { kmBetween, pointOf } from './sphere.ts';
import { dayText, MINUTE, startOfDay, utcWeek } from './time.ts';

/** One worker's part in the use of an address or device. */
export interface CoUser {
  worker: Worker;
  /** The claim of the newest row that has one. */
  claim: Claim | undefined;
  /** Oldest first, one for each UTC day. */
  rows: readonly Presence[];
  /** UTC days of the first and the last row. */
  from: number;
  to: number;
}

/** The rows by worker, in the order of their ids. Workers whom no roster row names are left out: they claim nothing. */
export function coUsers(presence: readonly Presence[]): CoUser[] {
  const byWorker = Map.groupBy(
    presence.filter(({ worker }) => !worker.provisional),
    ({ worker }) => worker.id,
  );
  return [...byWorker.values()]
    .map((rows) => {
      const sorted = rows.toSorted((a, b) => a.day - b.day);
      const newest = sorted.at(-1)!;
      const claim = sorted.findLast((row) => row.claim)?.claim;
      return { worker: newest.worker, claim, rows: sorted, from: sorted[0]!.day, to: newest.day };
    })
    .sort((a, b) => (a.worker.id < b.worker.id ? -1 : 1));
}

/** Kilometres between the nearest homes of two claims; undefined where a home has no coordinates to measure from. */
export function kmApart(a: Claim | undefined, b: Claim | undefined): number | undefined {
  const [ours, theirs] = [pointsOf(a), pointsOf(b)];
  if (!ours || !theirs) return undefined;
  return Math.min(...ours.flatMap((home) => theirs.map((other) => kmBetween(home, other))));
}

function pointsOf(claim: Claim | undefined) {
  const points = claim?.homes.map(pointOf);
  return points?.every((point) => point !== undefined) ? points : undefined;
}

export const sameHousehold = (a: CoUser, b: CoUser): boolean =>
  a.worker.householdId !== undefined && a.worker.householdId === b.worker.householdId;

/** Whether each came before the other had gone for good: what changes hands is not shared. */
export const atOneTime = (a: CoUser, b: CoUser): boolean => a.from <= b.to && b.from <= a.to;

/**
 * How many groups the users fall into when whoever is related to one of a group belongs to it. Chains of relations
 * count as one group, so the number errs on the low side.
 */
export function countParties(users: readonly CoUser[], related: (a: CoUser, b: CoUser) => boolean): number {
  let parties: CoUser[][] = [];
  for (const user of users) {
    const joined = parties.filter((party) => party.some((other) => related(user, other)));
    parties = [...parties.filter((party) => !joined.includes(party)), [user, ...joined.flat()]];
  }
  return parties.length;
}

/** UTC days on which two or more of the users were there, and the minutes for which at least two were at one time. */
export function together(users: readonly CoUser[]): { days: number; minutes: number } {
  const byDay = Map.groupBy(
    users.flatMap(({ rows }) => rows),
    ({ day }) => day,
  );
  const shared = [...byDay.values()].filter((rows) => rows.length > 1);
  const minutes = shared.reduce((sum, rows) => sum + overlapOf(rows), 0) / MINUTE;
  return { days: shared.length, minutes: Math.round(minutes) };
}

/** Ms for which two or more of a day's rows run at one time. */
function overlapOf(rows: readonly Presence[]): number {
  let overlap = 0;
  let [busyUntil, countedUntil] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { first, last } of rows.toSorted((a, b) => a.first - b.first)) {
    overlap += Math.max(0, Math.min(last, busyUntil) - Math.max(first, countedUntil));
    countedUntil = Math.max(countedUntil, Math.min(last, busyUntil));
    busyUntil = Math.max(busyUntil, last);
  }
  return overlap;
}

/** Days between the earliest and the latest start date; undefined unless two or more are on file. */
export function startsApart(users: readonly CoUser[]): number | undefined {
  const starts = users.flatMap(({ worker }) => (worker.startDate ? [Date.parse(worker.startDate)] : []));
  return starts.length < 2
    ? undefined
    : Math.round((Math.max(...starts) - Math.min(...starts)) / startOfDay(1));
}

/** The first and the last day, and their number, as evidence. */
export const stayOf = ({ rows, from, to }: CoUser) => ({
  days: rows.length,
  firstDay: dayText(from),
  lastDay: dayText(to),
});

/** A home as evidence: where it is, and nothing finer. */
export const homeOf = ({ claim }: CoUser): Pick<HomeClaim, 'country' | 'region' | 'city'>[] =>
  claim?.homes.map(({ country, region, city }) => ({ country, region, city })) ?? [];

/**
 * What lasts for weeks is said once a calendar week to each: what `conclude` makes of a day, for those of its workers
 * whom it did not name under the same finding on an earlier day of that week. `conclude` must look at no later days.
 */
export function newThisWeek<Conclusion extends { id: string; workers: readonly string[] }>(
  day: number,
  presence: readonly Presence[],
  conclude: (day: number) => Conclusion | undefined,
): Conclusion | undefined {
  const now = conclude(day);
  if (!now) return undefined;
  const week = utcWeek(startOfDay(day));
  const days = new Set(presence.map((row) => row.day));
  const before = [...days].filter((other) => other < day && utcWeek(startOfDay(other)) === week);
  const named = new Set(
    before.flatMap((other) => {
      const then = conclude(other);
      return then?.id === now.id ? then.workers : [];
    }),
  );
  const workers = now.workers.filter((worker) => !named.has(worker));
  return workers.length > 0 ? { ...now, workers } : undefined;
}
