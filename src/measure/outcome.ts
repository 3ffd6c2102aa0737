import { DAY, type Severity } from '#kit';
import type { StoredAlert } from '../alerts/alert.ts';
import { bySeverity, type Scoring, scoreAlerts } from '../alerts/score.ts';
import type { UserTruth } from './truth.ts';

/** The two levels at which figures are given; each holds all that is worse as well. */
export const LEVELS = ['high', 'medium'] as const;
export type Level = (typeof LEVELS)[number];

/** What the alerts of one worker came to. */
export interface Judged {
  worker: string;
  /** The worst that the worker's case ever was. */
  severity?: Severity | undefined;
  /** What the case is in the end, after older alerts have faded. */
  final?: Severity | undefined;
  /** Event time (ms) of the alert that first lifted the case to a level. */
  reached: Partial<Record<Level, number>>;
  /** The open alerts that the case stood on, by time. */
  alerts: readonly Pick<StoredAlert, 'detector' | 'finding' | 'time' | 'firstTime' | 'event'>[];
}

/** One worker of one run: what they were, and what was said of them. */
export interface Outcome {
  seed: string;
  worker: string;
  label: UserTruth['label'];
  scenario?: string | undefined;
  stealth?: number | undefined;
  hardNegatives: readonly string[];
  severity?: Severity | undefined;
  final?: Severity | undefined;
  /** Days from the worker's first login to the alert that lifted the case to the level. */
  days: Partial<Record<Level, number>>;
  /** For false alarms: why the traffic looked as it did, and which findings took it for fraud. */
  cause?: string | undefined;
  findings?: readonly string[];
}

export const reaches = ({ severity }: Pick<Outcome, 'severity'>, level: Level): boolean =>
  severity !== undefined && bySeverity(severity, level) <= 0;

/**
 * Replays a worker's open alerts in event time and notes when the case rose. A case that later fades still alarmed
 * somebody, so the worst it ever was counts, for frauds and for the innocent alike.
 */
export function judge(
  worker: { id: string; startDate?: string | undefined },
  alerts: readonly StoredAlert[],
  scoring: Scoring,
): Judged {
  const open = alerts
    .filter(({ status, shadow }) => status === 'open' && !shadow)
    .sort((a, b) => a.firstTime - b.firstTime || (a.id < b.id ? -1 : 1));
  const judged: Judged = { worker: worker.id, reached: {}, alerts: open };
  for (const [i, { firstTime }] of open.entries()) {
    const { severity } = scoreAlerts(open.slice(0, i + 1), worker, scoring);
    if (judged.severity === undefined || bySeverity(severity, judged.severity) < 0)
      judged.severity = severity;
    for (const level of LEVELS) if (reaches({ severity }, level)) judged.reached[level] ??= firstTime;
    judged.final = severity;
  }
  return judged;
}

/** Joins truth and judgement: everybody on the roster has one outcome, also those nobody said anything about. */
export function joinTruth(
  seed: string,
  truth: readonly UserTruth[],
  judged: ReadonlyMap<string, Judged>,
  firstLogin: ReadonlyMap<string, number>,
): Outcome[] {
  return truth.map(({ worker_id: worker, label, scenario, stealth, hard_negatives: hardNegatives }) => {
    const about = judged.get(worker);
    const first = firstLogin.get(worker);
    const days: Outcome['days'] = {};
    for (const level of LEVELS) {
      const at = about?.reached[level];
      if (at !== undefined && first !== undefined) days[level] = Math.max(0, at - first) / DAY;
    }
    return {
      seed,
      worker,
      label,
      scenario: scenario ?? undefined,
      stealth: stealth ?? undefined,
      hardNegatives,
      severity: about?.severity,
      final: about?.final,
      days,
    };
  });
}
