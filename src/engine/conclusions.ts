import type { Alert, StoredAlert } from '../alerts/alert.ts';
import { buildCase, caseId, ordinalForNewAlert } from '../alerts/case.ts';
import type { Scoring } from '../alerts/score.ts';
import type { Worker } from '../event/facts.ts';
import { canonicalJson } from '../event/ids.ts';
import type { AnyDetector } from '../kit/define.ts';
import type { CaseRecord, Store, Unit } from '../store/port.ts';
import { reconcile } from './reconcile.ts';

export interface ConclusionOptions {
  store: Store;
  detectors: readonly AnyDetector[];
  scoring: Scoring;
  /** The id of the suppression that hides an alert, if any; judged at event time. */
  suppression(alert: Alert, worker: Worker): string | undefined;
  /** Wall clock, ms: for `createdAt` alone. */
  now(): number;
}

/** What one judgement says about one worker. */
export interface Conclusion {
  worker: Worker;
  /** Alerts by id; null for those withdrawn. */
  concluded: ReadonlyMap<string, Alert | null>;
  /** Stored alerts that the judgement had to raise again, were they still true. */
  atStake: readonly StoredAlert[];
}

/** From what judgements conclude to what is stored: alerts raised, revised and superseded, and the cases they make. */
export class Conclusions {
  private readonly options: ConclusionOptions;

  constructor(options: ConclusionOptions) {
    this.options = options;
  }

  /** The changes to alerts and cases. The conclusions are about different workers. */
  changes(conclusions: Iterable<Conclusion>): Required<Pick<Unit, 'alerts' | 'cases'>> {
    const alerts: StoredAlert[] = [];
    const cases: CaseRecord[] = [];
    for (const { worker, concluded, atStake } of conclusions) {
      const changed = reconcile({
        concluded,
        stored: atStake,
        now: this.options.now(),
        suppression: (alert) => this.options.suppression(alert, worker),
        newOrdinal: () => ordinalForNewAlert(this.options.store.casesOf(worker.id).at(-1)?.case),
        reason: 'events that came later, or were judged anew, no longer say so',
      });
      alerts.push(...changed);
      if (changed.length > 0) cases.push(...this.casesAfter(worker, changed));
    }
    return { alerts, cases };
  }

  /** The worker's cases as the changed alerts, and what people decided, make them: those that differ from before. */
  casesAfter(worker: Worker, changed: readonly StoredAlert[]): CaseRecord[] {
    const { store, detectors, scoring } = this.options;
    const alerts = new Map(store.alertsOf(worker.id).map((alert) => [alert.id, alert]));
    for (const alert of changed) alerts.set(alert.id, alert);
    const shown = [...alerts.values()].filter(({ shadow }) => !shadow);
    const byOrdinal = Map.groupBy(shown, ({ caseOrdinal }) => caseOrdinal);
    return [...byOrdinal].flatMap(([ordinal, members]) => {
      const id = caseId(worker.id, ordinal);
      const built = buildCase(worker, ordinal, members, { detectors, scoring, human: store.decision(id) });
      if (!built) return [];
      const before = store.case(id);
      const same = before && canonicalJson(before.case) === canonicalJson(JSON.parse(JSON.stringify(built)));
      return same
        ? []
        : [{ id, worker: worker.id, ordinal, revision: (before?.revision ?? 0) + 1, case: built }];
    });
  }
}
