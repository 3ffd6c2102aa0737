import type { Severity } from '#kit';
import { bySeverity } from '../alerts/score.ts';
import { type Level, type Outcome, reaches } from './outcome.ts';
import { f1, ppv, quantile, type Share, wilson } from './statistics.ts';
import { BLIND_SPOTS } from './truth.ts';

/** Shares of fraudulent workers for which the precision of a real company is foretold. */
const PREVALENCES = [0.0005, 0.001, 0.005] as const;

/** Worker-level figures at one level and above. Policy violations and blind spots are in none of them. */
export interface LevelFigures {
  precision: Share;
  recall: Share;
  /** Recall by what the cases are in the end. */
  recallAtEnd: Share;
  f1: Share;
  /** Alarmed honest workers per 1,000 and 30 days: all of them, and those who play no look-alike. */
  falseAlarms: Rate;
  falseAlarmsOrdinary: Rate;
  ppv: { prevalence: number; value: number | undefined }[];
  /** From a found fraud's first login. */
  days: { median: number | undefined; p95: number | undefined };
}

export interface Rate {
  workers: number;
  perThousand: number | undefined;
  low: number | undefined;
  high: number | undefined;
}

export type ByLevel<T> = Record<Level, T>;

export interface Figures {
  workers: { benign: number; malicious: number; blindSpots: number; policyViolations: number };
  levels: ByLevel<LevelFigures>;
}

export function figuresOf(outcomes: readonly Outcome[], days: number): Figures {
  const of = (label: Outcome['label']) => outcomes.filter((outcome) => outcome.label === label);
  const benign = of('benign');
  const malicious = of('malicious').filter(isCatchable);
  return {
    workers: {
      benign: benign.length,
      malicious: malicious.length,
      blindSpots: of('malicious').length - malicious.length,
      policyViolations: of('policy_violation').length,
    },
    levels: byLevel((level) => levelFigures(benign, malicious, level, days)),
  };
}

const isCatchable = ({ scenario }: Outcome): boolean => !BLIND_SPOTS.includes(scenario ?? '');

export const byLevel = <T>(make: (level: Level) => T): ByLevel<T> => ({
  high: make('high'),
  medium: make('medium'),
});

function levelFigures(
  benign: readonly Outcome[],
  malicious: readonly Outcome[],
  level: Level,
  days: number,
): LevelFigures {
  const found = malicious.filter((outcome) => reaches(outcome, level));
  const alarms = benign.filter((outcome) => reaches(outcome, level));
  const recall = wilson(found.length, malicious.length);
  const alarmRate = alarms.length / Math.max(1, benign.length);
  const taken = found.flatMap((outcome) => outcome.days[level] ?? []);
  return {
    precision: wilson(found.length, found.length + alarms.length),
    recall,
    recallAtEnd: wilson(
      malicious.filter(({ final }) => reaches({ severity: final }, level)).length,
      malicious.length,
    ),
    f1: f1(found.length, alarms.length, malicious.length - found.length),
    falseAlarms: rate(benign, level, days),
    falseAlarmsOrdinary: rate(
      benign.filter(({ hardNegatives }) => hardNegatives.length === 0),
      level,
      days,
    ),
    ppv: PREVALENCES.map((prevalence) => ({
      prevalence,
      value: recall.value === undefined ? undefined : ppv(recall.value, alarmRate, prevalence),
    })),
    days: { median: quantile(taken, 0.5), p95: quantile(taken, 0.95) },
  };
}

function rate(benign: readonly Outcome[], level: Level, days: number): Rate {
  const { hits, value, low, high } = wilson(
    benign.filter((outcome) => reaches(outcome, level)).length,
    benign.length,
  );
  const scaled = (share: number | undefined) =>
    share === undefined ? undefined : (share * 1000 * 30) / days;
  return { workers: hits, perThousand: scaled(value), low: scaled(low), high: scaled(high) };
}

export interface ScenarioRow {
  scenario: string;
  /** Undefined in the row over all stealths. */
  stealth?: number | undefined;
  found: ByLevel<Share>;
}

/** Recall by scenario, each followed by its rows by stealth. */
export function scenarioRows(outcomes: readonly Outcome[]): ScenarioRow[] {
  const byScenario = Map.groupBy(
    outcomes.filter(({ label }) => label === 'malicious'),
    ({ scenario = '' }) => scenario,
  );
  return [...byScenario]
    .sort(([a], [b]) => byNumber(a, b))
    .flatMap(([scenario, all]) => [
      { scenario, found: recallOf(all) },
      ...[...Map.groupBy(all, ({ stealth = 0 }) => stealth)]
        .sort(([a], [b]) => a - b)
        .map(([stealth, some]) => ({ scenario, stealth, found: recallOf(some) })),
    ]);
}

export const recallOf = (outcomes: readonly Outcome[]): ByLevel<Share> =>
  byLevel((level) => wilson(outcomes.filter((outcome) => reaches(outcome, level)).length, outcomes.length));

/** `S9` before `S10`. */
const byNumber = (a: string, b: string): number =>
  Number(a.replace(/\D+/, '')) - Number(b.replace(/\D+/, ''));

export interface HardNegativeRow {
  id: string;
  workers: number;
  worst: Severity | undefined;
  /** Innocent workers above Low; who breaks a policy is rightly reported. */
  violations: number;
  policyViolations: number;
}

export function hardNegativeRows(outcomes: readonly Outcome[]): HardNegativeRow[] {
  const ids = new Set(outcomes.flatMap(({ hardNegatives }) => hardNegatives));
  return [...ids].sort(byNumber).map((id) => {
    const cast = outcomes.filter(({ hardNegatives }) => hardNegatives.includes(id));
    const innocent = cast.filter(({ label }) => label === 'benign');
    return {
      id,
      workers: cast.length,
      worst: innocent.flatMap(({ severity }) => severity ?? []).sort(bySeverity)[0],
      violations: innocent.filter((outcome) => reaches(outcome, 'medium')).length,
      policyViolations: cast.filter(({ label }) => label === 'policy_violation').length,
    };
  });
}

export interface CauseRow {
  cause: string;
  findings: string[];
  workers: ByLevel<number>;
}

/** Alarmed honest workers by what their traffic was really like, the commonest first. */
export function causeRows(outcomes: readonly Outcome[]): CauseRow[] {
  const alarms = outcomes.filter((outcome) => outcome.label === 'benign' && reaches(outcome, 'medium'));
  return [...Map.groupBy(alarms, ({ cause = 'unknown' }) => cause)]
    .map(([cause, some]) => ({
      cause,
      findings: [...new Set(some.flatMap(({ findings = [] }) => findings))].sort(),
      workers: byLevel((level) => some.filter((outcome) => reaches(outcome, level)).length),
    }))
    .sort((a, b) => b.workers.medium - a.workers.medium || (a.cause < b.cause ? -1 : 1));
}

/** Workers by the worst severity of their case; `none` for those nobody said anything about. */
export function severityCounts(outcomes: readonly Outcome[]): Record<Severity | 'none', number> {
  const counts = { none: 0, low: 0, medium: 0, high: 0, critical: 0 };
  for (const { severity = 'none' } of outcomes) counts[severity]++;
  return counts;
}
