import { isDeepStrictEqual } from 'node:util';
import { LEVELS, type Outcome } from './outcome.ts';
import type { Report } from './report.ts';

/** A figure of two runs. */
export interface Change {
  what: string;
  before: number | undefined;
  after: number | undefined;
}

/** A worker of whom the two runs do not say the same. */
export interface ChangedWorker {
  seed: string;
  worker: string;
  /** Scenario or label, or the cause of a false alarm. */
  who: string;
  before: string;
  after: string;
}

export interface Comparison {
  /** Whether both runs are about the same companies; if not, no worker can be compared. */
  sameTraffic: boolean;
  changes: Change[];
  workers: ChangedWorker[];
}

const SUPERSEDED = 'share of alerts superseded';

/** What changed from one run to another: the figures that differ, and the workers whose worst severity differs. */
export function compareReports(before: Report, after: Report): Comparison {
  const { ablations: _, live: __, ...traffic } = before.options;
  const { ablations: ___, live: ____, ...trafficNow } = after.options;
  const sameTraffic = isDeepStrictEqual(traffic, trafficNow);
  const figures = figuresByName(after);
  const bothLive = before.stability !== undefined && after.stability !== undefined;
  return {
    sameTraffic,
    changes: [...figuresByName(before)]
      .map(([what, value]) => ({ what, before: value, after: figures.get(what) }))
      .filter((change) => change.before !== change.after && (bothLive || change.what !== SUPERSEDED)),
    workers: sameTraffic ? changedWorkers(before.outcomes, after.outcomes) : [],
  };
}

function figuresByName({ figures, stability, scenarios }: Report): Map<string, number | undefined> {
  const named = new Map<string, number | undefined>();
  for (const level of LEVELS) {
    const { precision, recall, f1, falseAlarms, days } = figures.levels[level];
    named.set(`precision, ${level}`, precision.value);
    named.set(`recall, ${level}`, recall.value);
    named.set(`F1, ${level}`, f1.value);
    named.set(`false alarms per 1,000 and 30 days, ${level}`, falseAlarms.perThousand);
    named.set(`median days to detection, ${level}`, days.median);
    for (const { scenario, stealth, found } of scenarios) {
      if (stealth === undefined) named.set(`recall of ${scenario}, ${level}`, found[level].value);
    }
  }
  named.set(SUPERSEDED, stability?.superseded.value);
  return named;
}

function changedWorkers(before: readonly Outcome[], after: readonly Outcome[]): ChangedWorker[] {
  const key = ({ seed, worker }: Outcome) => `${seed}|${worker}`;
  const [then, now] = [before, after].map((all) => new Map(all.map((outcome) => [key(outcome), outcome])));
  return [...new Set([...then!.keys(), ...now!.keys()])].sort().flatMap((name) => {
    const [old, fresh] = [then!.get(name), now!.get(name)];
    const [from, to] = [old?.severity ?? 'none', fresh?.severity ?? 'none'];
    const { seed, worker, label, scenario, cause } = (fresh ?? old)!;
    const who = scenario ?? cause ?? old?.cause ?? label;
    return from === to ? [] : [{ seed, worker, who, before: from, after: to }];
  });
}
