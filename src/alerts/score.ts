import { z } from 'zod';
import { DAY, type Family, SEVERITIES, type Severity } from '#kit';
import type { Alert, StoredAlert } from './alert.ts';

const FAMILIES: readonly Family[] = ['geo', 'egress', 'share', 'device', 'time', 'account', 'roster'];

/** How alerts become the score and severity of a case. Defaults: DESIGN §6 and tradecraft §1.7. */
export const Scoring = z.strictObject({
  halfLifeDays: z
    .number()
    .positive()
    .default(14)
    .describe('Days by which an alert must be older than the newest of its case to count half.'),
  newHireDays: z
    .number()
    .nonnegative()
    .default(90)
    .describe('Days after the start date in which alerts weigh more.'),
  newHireFactor: z.number().min(1).default(1.2).describe('Factor on the weight of a new hire’s alert.'),
  maxContribution: z
    .number()
    .min(0)
    .max(1)
    .default(0.97)
    .describe('Most that one family may contribute, 0–1: no family makes a case certain.'),
  corroboration: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('Least that a family must still contribute, 0–1, to count as the second one of a High case.'),
  high: z.number().min(0).max(1).default(0.75).describe('Score from which two families make a case High.'),
  medium: z.number().min(0).max(1).default(0.5).describe('Score from which a case is Medium.'),
});
export type Scoring = z.infer<typeof Scoring>;

/** The most that one family adds, and the alert that adds it. */
export interface Contribution {
  family: Family;
  alertId: string;
  /** 0–1: weight × confidence × new-hire factor × decay. */
  value: number;
}

export interface Score {
  /** 0–1: 1 − Π(1 − value). */
  score: number;
  severity: Severity;
  /** The largest of each family, in the order of the families; families that add nothing are left out. */
  contributions: Contribution[];
}

/**
 * Scores the open alerts of one case; others are ignored. Decay is relative to the newest of them, so that a score
 * depends on the set alone: neither on the order of arrival nor on the day it is read.
 */
export function scoreAlerts(
  alerts: readonly StoredAlert[],
  worker: { startDate?: string | undefined },
  scoring: Scoring,
): Score {
  const open = alerts.filter((alert) => alert.status === 'open');
  const newest = Math.max(...open.map((alert) => alert.time));
  const contributions = FAMILIES.flatMap(
    (family) =>
      open
        .filter((alert) => alert.family === family)
        .map((alert) => ({ family, alertId: alert.id, value: contribution(alert, newest, worker, scoring) }))
        .filter(({ value }) => value > 0)
        .sort(byValue)[0] ?? [],
  );
  const score = 1 - contributions.reduce((product, { value }) => product * (1 - value), 1);
  return { score, severity: caseSeverity(score, contributions, open, scoring), contributions };
}

/** What one alert adds to its case while `newest` (ms) is the time of the case's newest open alert. */
export function contribution(
  alert: Alert,
  newest: number,
  worker: { startDate?: string | undefined },
  scoring: Scoring,
): number {
  const factor = isNewHire(alert.time, worker.startDate, scoring.newHireDays) ? scoring.newHireFactor : 1;
  const full = Math.min(alert.weight * alert.confidence * factor, scoring.maxContribution);
  return full * 0.5 ** ((newest - alert.time) / (scoring.halfLifeDays * DAY));
}

function caseSeverity(
  score: number,
  contributions: readonly Contribution[],
  open: readonly Alert[],
  scoring: Scoring,
): Severity {
  const families = contributions.filter(({ value }) => value >= scoring.corroboration).length;
  const byScore: Severity =
    score >= scoring.high && families >= 2 ? 'high' : score >= scoring.medium ? 'medium' : 'low';
  const deterministic = open.filter((alert) => alert.deterministic).map((alert) => alert.severity);
  return [byScore, ...deterministic].sort(bySeverity)[0]!;
}

function isNewHire(time: number, startDate: string | undefined, days: number): boolean {
  return startDate !== undefined && time < Date.parse(startDate) + days * DAY;
}

/** The worst first. */
export function bySeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a);
}

function byValue(a: Contribution, b: Contribution): number {
  return b.value - a.value || (a.alertId < b.alertId ? -1 : 1);
}
