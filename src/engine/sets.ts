import type { Alert } from '../alerts/alert.ts';
import { hashId } from '../event/ids.ts';
import { Channel } from '../event/login-event.ts';
import type { AnySetDetector, Finding, Presence } from '../kit/define.ts';
import type { PresenceRow, Store } from '../store/port.ts';
import type { Accounts } from './accounts.ts';
import type { Contexts } from './contexts.ts';
import type { FactTable } from './fact-table.ts';

/** Workers of one address or device beyond which only the crowd is a fact: DESIGN §5.3. */
export const CROWD = 50;

export interface SetJudging {
  store: Pick<Store, 'presence'>;
  accounts: Accounts;
  contexts: Contexts;
  facts: FactTable;
  detectors: readonly AnySetDetector[];
}

/** All that the set detectors now conclude about one address or device: one alert for each worker named. */
export function judgeSubject(
  kind: 'address' | 'device',
  subject: string,
  judging: SetJudging,
): Map<string, Alert> {
  const alerts = new Map<string, Alert>();
  const { rows, crowded } = judging.store.presence(kind, subject, CROWD);
  if (rows.every(({ worker }) => worker === rows[0]!.worker)) return alerts;
  const presence = rows.flatMap((row) => presenceOf(row, judging));
  const { revision, settings } = judging.contexts.current;
  for (const detector of judging.detectors) {
    if (detector.subject !== kind) continue;
    const config = settings.configFor(detector.id, { id: subject });
    for (const day of new Set(presence.map((row) => row.day))) {
      const window = presence.filter((row) => Math.abs(row.day - day) <= detector.window.days);
      for (const { workers, finding } of detector.judge({
        subject,
        day,
        presence: window,
        crowded,
        config,
        finding: raise,
      })) {
        if (finding.kind === 'withdraw') continue;
        for (const worker of workers) {
          const mode = settings.mode(detector.id, window.find((row) => row.worker.id === worker)?.worker);
          if (mode === 'off') continue;
          const alert = alertFor({ detector, finding, kind, subject, worker, day, window, revision });
          alerts.set(alert.id, { ...alert, shadow: mode === 'shadow' ? true : undefined });
        }
      }
    }
  }
  return alerts;
}

const raise = (id: string, evidence: unknown, key: string, { confidence = 1 } = {}): Finding => ({
  kind: 'raise',
  id,
  evidence,
  key,
  confidence,
});

function presenceOf(row: PresenceRow, { accounts, contexts, facts }: SetJudging): Presence[] {
  const account = accounts.of(row.worker)[0];
  const { directory } = contexts.of(row.revision);
  const worker = account && directory.resolve(account.ref);
  if (!worker || worker === 'ignored') return [];
  const { day, first, last, managed } = row;
  const { place, network } = facts.get(row.fact) ?? {};
  const channels = Channel.options.filter((_, bit) => row.channels & (1 << bit));
  const claim = directory.claim(worker.id, first);
  return [
    {
      day,
      worker,
      first,
      last,
      claim,
      place,
      network,
      managed: managed === null ? undefined : managed === 1,
      channels,
    },
  ];
}

function alertFor(about: {
  detector: AnySetDetector;
  finding: Extract<Finding, { kind: 'raise' }>;
  kind: 'address' | 'device';
  subject: string;
  worker: string;
  day: number;
  window: readonly Presence[];
  revision: number;
}): Alert {
  const { detector, finding, kind, subject, worker, day, window, revision } = about;
  const spec = detector.findings[finding.id];
  if (!spec) throw new Error(`${detector.id} raised the finding ${finding.id}, which it does not declare`);
  const ofDay = window.filter((row) => row.day === day);
  const own = ofDay.filter((row) => row.worker.id === worker);
  const times = own.length > 0 ? own : ofDay;
  const group = [detector.id, finding.id, kind, subject];
  return {
    id: hashId(...group, worker, finding.key, String(day)),
    groupId: hashId(...group, finding.key, String(day)),
    detector: detector.id,
    detectorVersion: detector.version,
    finding: finding.id,
    subject: { kind, key: subject },
    worker,
    key: finding.key,
    day,
    firstTime: Math.min(...times.map(({ first }) => first)),
    time: Math.max(...times.map(({ last }) => last)),
    count: times.length,
    family: spec.family,
    severity: spec.severity,
    weight: spec.weight,
    confidence: finding.confidence,
    deterministic: spec.deterministic ?? false,
    evidence: finding.evidence,
    settingsRevision: revision,
    late: false,
  };
}
