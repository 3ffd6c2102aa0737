import type { Alert } from '../alerts/alert.ts';
import { hashId } from '../event/ids.ts';
import { Channel } from '../event/login-event.ts';
import type { AnySetDetector, Finding, Presence } from '../kit/define.ts';
import { CROWD } from '../kit/presence.ts';
import type { PresenceRow, Store } from '../store/port.ts';
import type { Accounts } from './accounts.ts';
import type { Context, Contexts } from './contexts.ts';
import type { FactTable } from './fact-table.ts';
import { raise, reasonOf } from './judge.ts';

export interface SetJudging {
  store: Pick<Store, 'presence'>;
  accounts: Accounts;
  contexts: Contexts;
  facts: FactTable;
  detectors: readonly AnySetDetector[];
}

/** What the set detectors now make of one address or device. */
export interface SetJudgement {
  /** By id; one for each worker named. */
  alerts: Map<string, Alert>;
  /** Detectors that threw: what they concluded before stands. */
  failures: { detector: string; reason: string }[];
}

/** Asks every set detector about one address or device. */
export function judgeSubject(kind: 'address' | 'device', subject: string, judging: SetJudging): SetJudgement {
  const judgement: SetJudgement = { alerts: new Map(), failures: [] };
  const { rows, crowded } = judging.store.presence(kind, subject, CROWD);
  if (rows.every(({ worker }) => worker === rows[0]!.worker)) return judgement;
  const presence = rows.flatMap((row) => presenceOf(row, judging));
  for (const detector of judging.detectors) {
    if (detector.subject !== kind) continue;
    try {
      const alerts = alertsOf(detector, { subject, presence, crowded }, judging.contexts.current);
      for (const alert of alerts) judgement.alerts.set(alert.id, alert);
    } catch (error) {
      judgement.failures.push({ detector: detector.id, reason: reasonOf(error) });
    }
  }
  return judgement;
}

function alertsOf(
  detector: AnySetDetector,
  { subject, presence, crowded }: { subject: string; presence: readonly Presence[]; crowded: boolean },
  { revision, settings }: Context,
): Alert[] {
  const config = settings.configFor(detector.id, { id: subject });
  return [...new Set(presence.map((row) => row.day))].flatMap((day) => {
    const window = presence.filter((row) => Math.abs(row.day - day) <= detector.window.days);
    const judged = detector.judge({ subject, day, presence: window, crowded, config, finding: raise });
    return judged.flatMap(({ workers, finding }) =>
      workers.flatMap((worker) => {
        const mode = settings.mode(detector.id, window.find((row) => row.worker.id === worker)?.worker);
        if (mode === 'off' || finding.kind === 'withdraw') return [];
        const alert = alertFor({ detector, finding, subject, worker, day, window, revision });
        return [{ ...alert, shadow: mode === 'shadow' ? true : undefined }];
      }),
    );
  });
}

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
  subject: string;
  worker: string;
  day: number;
  window: readonly Presence[];
  revision: number;
}): Alert {
  const { detector, finding, subject, worker, day, window, revision } = about;
  const kind = detector.subject;
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
    claim: window.findLast((row) => row.worker.id === worker && row.day <= day)?.claim,
    settingsRevision: revision,
    late: false,
  };
}
