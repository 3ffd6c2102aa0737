import type { Claim, Network, Place } from '../event/facts.ts';
import type { Family, Severity } from '../kit/define.ts';

/** What the engine concludes about one worker on one UTC day: a pure function of the event log. */
export interface Alert {
  /** Hash of (detector, finding, subject, worker, key, UTC day). */
  id: string;
  detector: string;
  detectorVersion: number;
  finding: string;
  subject: { kind: 'worker' | 'address' | 'device'; key: string };
  worker: string;
  key: string;
  /** UTC day of the finding, days since the epoch. */
  day: number;
  /** Event time (ms) of the first and of the last firing; the last gives evidence and severity. */
  firstTime: number;
  time: number;
  /** How many events fired it. */
  count: number;
  family: Family;
  severity: Severity;
  weight: number;
  /** 0–1. */
  confidence: number;
  deterministic: boolean;
  evidence: unknown;
  /** The event of the last firing; absent for findings of a midnight tick. */
  event?: AlertEvent | undefined;
  claim?: Claim | undefined;
  /** Shared by the alerts of one finding about several workers. */
  groupId?: string | undefined;
  /** The settings, roster and data in force at the event's first evaluation. */
  settingsRevision: number;
  /** Raised by a rebuild, because an event came later than the horizon. */
  late: boolean;
  /** Its detector runs in shadow: recorded, and neither shown, sent nor scored. */
  shadow?: true | undefined;
}

export interface AlertEvent {
  id: string;
  account: string;
  action: string;
  channel: string;
  ip?: string | undefined;
  session?: string | undefined;
  device?: string | undefined;
  userAgent?: string | undefined;
  place?: Place | undefined;
  network?: Network | undefined;
}

export type AlertStatus = 'open' | 'suppressed' | 'superseded';

/** An alert as stored: the machine's conclusion, and what became of it. */
export interface StoredAlert extends Alert {
  status: AlertStatus;
  /** Raised by one at every change; the external version in Elasticsearch. */
  revision: number;
  /** Wall-clock ms of first storing. */
  createdAt: number;
  /** Why it was superseded, or which suppression hides it. */
  statusReason?: string | undefined;
  /** Which of the worker's cases it belongs to, counted from 1. */
  caseOrdinal: number;
}
