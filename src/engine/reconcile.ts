import type { Alert, StoredAlert } from '../alerts/alert.ts';
import { canonicalJson } from '../event/ids.ts';

export interface Reconciliation {
  /** What the log says now, by alert id; null for what it no longer says. */
  concluded: ReadonlyMap<string, Alert | null>;
  /** Stored alerts that the same fold would have to raise again, were they still true. */
  stored: Iterable<StoredAlert>;
  /** Wall-clock ms. */
  now: number;
  /** Which suppression hides an alert, if any. */
  suppression(alert: Alert): string | undefined;
  /** The case a new alert belongs to. */
  newOrdinal(): number;
  /** Why what was concluded before does not hold any more. */
  reason: string;
}

/** The changes that make the stored alerts say what the log says: raised, revised, or superseded with a reason. */
export function reconcile({
  concluded,
  stored,
  now,
  suppression,
  newOrdinal,
  reason,
}: Reconciliation): StoredAlert[] {
  const known = new Map([...stored].map((alert) => [alert.id, alert]));
  const changed: StoredAlert[] = [];
  for (const [id, alert] of concluded) {
    const before = known.get(id);
    if (!alert) continue;
    const hidden = suppression(alert);
    const next = {
      ...alert,
      late: before ? before.late : alert.late,
      status: hidden === undefined ? ('open' as const) : ('suppressed' as const),
      statusReason: hidden,
      revision: (before?.revision ?? 0) + 1,
      createdAt: before?.createdAt ?? now,
      caseOrdinal: before?.caseOrdinal ?? newOrdinal(),
    };
    if (!before || !sameConclusion(before, next)) changed.push(next);
  }
  for (const before of known.values()) {
    if (concluded.get(before.id) || before.status === 'superseded') continue;
    changed.push({ ...before, status: 'superseded', statusReason: reason, revision: before.revision + 1 });
  }
  return changed;
}

function sameConclusion(a: StoredAlert, b: StoredAlert): boolean {
  return (
    canonicalJson({ ...a, revision: 0 }) === canonicalJson(JSON.parse(JSON.stringify({ ...b, revision: 0 })))
  );
}
