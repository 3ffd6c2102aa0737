import type { SuppressionRow } from '../config/table.ts';
import { dayText } from '../kit/time.ts';
import type { Alert } from './alert.ts';
import { contradictedCountries } from './contradiction.ts';

/** The person an alert is about, as far as a suppression can name them. */
export interface SuppressionSubject {
  id: string;
  email?: string | undefined;
  group?: string | undefined;
}

/**
 * The first row that hides the alert. Days are those of the event, not of today, so the answer is the same in
 * every replay. A contradiction with a country of concern is hidden only by a row that names worker and country.
 */
export function matchSuppression(
  alert: Alert,
  worker: SuppressionSubject,
  rows: readonly SuppressionRow[],
  countriesOfConcern: readonly string[],
): SuppressionRow | undefined {
  const day = dayText(alert.day);
  const countries = contradictedCountries(alert);
  const concern = [...countries].filter((country) => countriesOfConcern.includes(country));
  const placed = alert.event?.place?.country;
  return rows.find((row) => {
    if (day < row.from || day > row.to || !inScope(row, worker)) return false;
    if (row.detector !== undefined && row.detector !== alert.detector) return false;
    if (row.finding !== undefined && row.finding !== alert.finding) return false;
    if (row.country !== undefined && !countries.has(row.country) && row.country !== placed) return false;
    return concern.length === 0 || (row.scope === 'worker' && concern.every((c) => c === row.country));
  });
}

function inScope(row: SuppressionRow, worker: SuppressionSubject): boolean {
  if (row.scope === 'group') return row.group === worker.group;
  const named = row.worker?.toLowerCase();
  return (
    row.scope === 'everyone' || named === worker.id.toLowerCase() || named === worker.email?.toLowerCase()
  );
}

/** How many alerts each row hides, by row id, which is the `statusReason` of a suppressed alert. */
export function countSuppressed(
  alerts: Iterable<{ status: string; statusReason?: string | undefined }>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { status, statusReason } of alerts) {
    if (status !== 'suppressed' || statusReason === undefined) continue;
    counts.set(statusReason, (counts.get(statusReason) ?? 0) + 1);
  }
  return counts;
}
