import { dayText } from '../kit/time.ts';
import type { Alert } from './alert.ts';
import { contradictedCountries } from './contradiction.ts';

/** One row of suppressions.csv. What it leaves out, it does not narrow. */
export interface SuppressionRow {
  /** Names the row in counts and in the alerts it hid. */
  id: string;
  /** First and last UTC day of the events it covers, `YYYY-MM-DD`, inclusive. */
  from: string;
  to: string;
  worker?: string | undefined;
  group?: string | undefined;
  detector?: string | undefined;
  finding?: string | undefined;
  /** ISO 3166-1 alpha-2: only alerts about this country. */
  country?: string | undefined;
  author: string;
  reason: string;
}

/** The person an alert is about, as far as a suppression can name them. */
export interface SuppressionSubject {
  id: string;
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
  return rows.find((row) => {
    if (day < row.from || day > row.to) return false;
    if (row.worker !== undefined && row.worker !== worker.id) return false;
    if (row.group !== undefined && row.group !== worker.group) return false;
    if (row.detector !== undefined && row.detector !== alert.detector) return false;
    if (row.finding !== undefined && row.finding !== alert.finding) return false;
    if (row.country !== undefined && !countries.has(row.country)) return false;
    return concern.length === 0 || (row.worker !== undefined && concern.every((c) => c === row.country));
  });
}

/** How many alerts each row hides, by row id; `statusReason` of a suppressed alert is the id of its row. */
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
