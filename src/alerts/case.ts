import type { AnyDetector, Family, Severity } from '#kit';
import { hashId } from '../event/ids.ts';
import type { StoredAlert } from './alert.ts';
import { describeAlert } from './describe.ts';
import { placeText } from './place-text.ts';
import { caseQuestion } from './question.ts';
import { bySeverity, type Contribution, contribution, type Scoring, scoreAlerts } from './score.ts';

export const VERDICTS = [
  'true-positive',
  'policy-violation',
  'benign-positive',
  'false-positive',
  'duplicate',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export type CaseStatus = 'open' | 'in-progress' | 'waiting' | 'closed' | 'withdrawn';

/** What people decided about a case, kept apart from what the machine concludes. */
export interface HumanPart {
  status: Exclude<CaseStatus, 'withdrawn'>;
  assignee?: string | undefined;
  verdict?: Verdict | undefined;
  reason?: string | undefined;
}

/** All alerts of one worker that nobody has closed yet, scored together. Times are ms since the epoch. */
export interface Case {
  id: string;
  worker: string;
  /** Counts the worker's cases from 1. */
  ordinal: number;
  severity: Severity;
  /** 0–1. */
  score: number;
  /** The families that add to the score. */
  families: Family[];
  contributions: Contribution[];
  /** The open alerts by time; when none is left, the superseded ones. */
  alertIds: string[];
  firstAlertAt: number;
  lastAlertAt: number;
  status: CaseStatus;
  assignee?: string | undefined;
  verdict?: Verdict | undefined;
  reason?: string | undefined;
  /** What contradicts what. */
  sentence: string;
  /** What a person must find out. */
  question: string;
}

export interface CaseContext {
  detectors: readonly AnyDetector[];
  scoring: Scoring;
  /** Present once somebody has touched the case. */
  human?: HumanPart | undefined;
}

export const caseId = (worker: string, ordinal: number): string => hashId('case', worker, String(ordinal));

/**
 * The case that a set of alerts makes, whatever their order; undefined when all of them are suppressed.
 * With every alert superseded it is `withdrawn`, unless somebody has touched it.
 */
export function buildCase(
  worker: { id: string; startDate?: string | undefined },
  ordinal: number,
  alerts: readonly StoredAlert[],
  { detectors, scoring, human }: CaseContext,
): Case | undefined {
  const open = alerts.filter(({ status }) => status === 'open');
  const members = open.length > 0 ? open : alerts.filter(({ status }) => status === 'superseded');
  if (members.length === 0) return undefined;
  const ranked = rank(members, worker, scoring);
  const { score, severity, contributions } = scoreAlerts(open, worker, scoring);
  return {
    id: caseId(worker.id, ordinal),
    worker: worker.id,
    ordinal,
    severity,
    score,
    families: contributions.map(({ family }) => family),
    contributions,
    alertIds: members.toSorted(byTime).map(({ id }) => id),
    firstAlertAt: Math.min(...members.map(({ firstTime }) => firstTime)),
    lastAlertAt: Math.max(...members.map(({ time }) => time)),
    status: human?.status ?? (open.length > 0 ? 'open' : 'withdrawn'),
    assignee: human?.assignee,
    verdict: human?.verdict,
    reason: human?.reason,
    sentence: sentence(ranked[0]!, detectors),
    question: caseQuestion(ranked),
  };
}

/** The ordinal that a worker's new alert belongs to: the latest case, or the next once that one is closed. */
export function ordinalForNewAlert(latest: { ordinal: number; status: CaseStatus } | undefined): number {
  if (!latest) return 1;
  return latest.status === 'closed' ? latest.ordinal + 1 : latest.ordinal;
}

function sentence(alert: StoredAlert, detectors: readonly AnyDetector[]): string {
  const summary = describeAlert(alert, detectors).summary.replace(/\.$/, '');
  const home = alert.claim?.homes[0];
  return home && !/\bclaim/i.test(summary) ? `${summary}. The claim is ${placeText(home)}.` : `${summary}.`;
}

function rank(alerts: readonly StoredAlert[], worker: { startDate?: string | undefined }, scoring: Scoring) {
  const newest = Math.max(...alerts.map(({ time }) => time));
  const value = new Map(alerts.map((alert) => [alert, contribution(alert, newest, worker, scoring)]));
  return alerts.toSorted(
    (a, b) => bySeverity(a.severity, b.severity) || value.get(b)! - value.get(a)! || -byTime(a, b),
  );
}

function byTime(a: StoredAlert, b: StoredAlert): number {
  return a.time - b.time || (a.id < b.id ? -1 : 1);
}
