import type { Alert, StoredAlert } from '../alerts/alert.ts';
import type { Case, HumanPart } from '../alerts/case.ts';
import type { AccountRef } from '../enrich/port.ts';
import type { Network, Place } from '../event/facts.ts';
import type { RowRef, Rows } from './rows.ts';

/** One user name as sent, and who it was taken for. */
export interface Account {
  id: number;
  ref: AccountRef;
  /** Clustering key of the log: shared by the accounts of one worker at first sight, and never changed. */
  person: number;
  worker: string;
  /** Revision at which the account first resolved to this worker: earlier events take their claim from it. */
  workerSince: number;
}

/** An interned pair of place and network, frozen under its number. */
export interface Fact {
  id: number;
  place?: Place | undefined;
  network?: Network | undefined;
}

/** Settings, roster and data versions in force from some moment on. Both data parts are plain JSON. */
export interface Revision {
  id: number;
  settings: unknown;
  directory: unknown;
  addressData: string;
}

/** Where records came from: a file, standard input or a queued job. */
export interface Origin {
  id: number;
  name: string;
  source: string;
  receivedAt: number;
  zone: string;
}

/** How far a file has been read. */
export interface Progress {
  /** Identity of the input: path and fingerprint. */
  key: string;
  /** Bytes (of the plain text) and lines whose records are stored. */
  offset: number;
  line: number;
  done: boolean;
}

export interface Rejected {
  origin: number;
  offset: number;
  line: number;
  reason: string;
  record: Uint8Array;
}

export const RECORD_OUTCOMES = ['accepted', 'duplicate', 'dropped', 'rejected', 'dead-lettered'] as const;
export type RecordOutcome = (typeof RECORD_OUTCOMES)[number];

/** The first ledger: what became of each record. The sum over outcomes is what was received. */
export interface RecordCount {
  source: string;
  outcome: RecordOutcome;
  reason: string;
  n: number;
}

/** The second ledger: what each detector made of each event. */
export interface EvaluationCount {
  detector: string;
  outcome: 'ignored' | 'quiet' | 'fired' | 'not-evaluated' | 'failed';
  reason: string;
  n: number;
}

/** What folding a worker's events has come to: plain JSON, a pure function of the events folded. */
export interface FoldState {
  detectors: Record<string, unknown>;
  /** Evaluations so far, by `detector|outcome|reason`. */
  counts: Record<string, number>;
  /** The UTC day up to whose midnight ticks have run. */
  tickedDay: number | null;
  /** The addresses and devices noted on the newest day that has any: no more than a few are, however many there were. */
  noted?: { day: number; address: string[]; device: string[] };
}

export interface Subject {
  worker: string;
  /** Time and id (hex) of the newest event folded. */
  head: { time: number; id: string } | null;
  state: FoldState;
  /** States just before some UTC midnights, oldest first; folding can start again from any of them. */
  snaps: Snap[];
}

export interface Snap {
  day: number;
  state: FoldState;
}

/** Who used an address or device on one UTC day, as the worker's own fold saw it. */
export interface PresenceRow {
  kind: 'address' | 'device';
  subject: string;
  day: number;
  worker: string;
  first: number;
  last: number;
  /** Revision whose directory says who the worker is and what they claim. */
  revision: number;
  /** The interned place and network of the first use. */
  fact: number;
  /** 1 or 0 as the source first said that day whether the device is managed; null where it did not say. */
  managed: number | null;
  /** One bit for each channel used, in the order of `Channel`. */
  channels: number;
}

export interface CaseRecord {
  id: string;
  worker: string;
  ordinal: number;
  revision: number;
  /** What the machine makes of the case's alerts, with what people decided merged in. */
  case: Case;
}

/** What people decided about a case; kept apart so that no rebuild can touch it. */
export interface CaseDecision extends HumanPart {
  id: string;
  /** Wall-clock ms. */
  at: number;
}

/** A worker whose events changed and who has not been judged since. */
export interface Dirty {
  worker: string;
  /** Time of the oldest event not yet folded. */
  since: number;
  /** It came later than the horizon: alerts it brings are marked. */
  late: boolean;
}

/** All that must live or die together. Every part is optional. */
export interface Unit {
  /** Events accepted; `spread` writes them for reading back soon (live) rather than sorted into blocks (scan). */
  rows?: Rows | undefined;
  spread?: boolean;
  accounts?: Account[];
  facts?: Fact[];
  origins?: Origin[];
  revision?: Revision | undefined;
  records?: RecordCount[];
  rejected?: Rejected[];
  /** Rejected records taken up again, by number. */
  retried?: number[];
  progress?: Progress[];
  dirty?: Dirty[];
  /** Workers judged: no longer dirty, unless `dirty` says so again. Snaps are written only where they changed. */
  subjects?: (Subject & { snapsChanged: boolean })[];
  alerts?: StoredAlert[];
  cases?: CaseRecord[];
  decisions?: CaseDecision[];
  /** Changes to the second ledger: differences, not sums. */
  evaluations?: EvaluationCount[];
  /** A worker's presence: added to what is known, or put in its place from a day on. */
  presence?: { worker: string; replaceFrom?: number | undefined; rows: PresenceRow[] }[];
  /** Addresses and devices whose presence changed; only those that several workers used are kept to be judged. */
  touched?: { kind: 'address' | 'device'; subject: string }[];
  /** Set subjects judged: no longer touched. */
  judged?: { kind: 'address' | 'device'; subject: string }[];
  /** The UTC day whose midnight every worker has now passed. */
  tickedDay?: number;
  /** Queue jobs whose records are all accounted for. */
  acknowledged?: number[];
}

/**
 * The event log and everything derived from it. One writer; `commit` is atomic and durable when it returns.
 * Reads see what has been committed. Failures throw `StoreError` with a message for people.
 */
export interface Store {
  /** Which of the wanted rows were never accepted before, nor earlier in this call; pending until the next commit. */
  fresh(rows: Rows, wanted: (i: number) => boolean): Uint8Array;
  commit(unit: Unit): void;

  accounts(): Account[];
  facts(): Iterable<Fact>;
  revisions(): Revision[];
  origins(): Origin[];
  progress(key: string): Progress | undefined;
  /** Time of the newest event accepted. */
  edge(): number | undefined;
  tickedDay(): number | undefined;

  /** Rows of the given persons at or after a time, in no particular order. */
  rowsOf(persons: readonly number[], from: number): RowRef[];
  /** All rows, person by person in ascending order: every block is read once. */
  everyone(): Iterable<{ person: number; rows: RowRef[] }>;
  subject(worker: string): Subject | undefined;
  dirty(): Dirty[];
  touched(): { kind: 'address' | 'device'; subject: string }[];
  /** Sorted by (day, worker), of the first so many workers by id; `crowded` when there are more. */
  presence(
    kind: 'address' | 'device',
    subject: string,
    mostWorkers: number,
  ): { rows: PresenceRow[]; crowded: boolean };
  presenceOf(worker: string, fromDay: number): PresenceRow[];

  alert(id: string): StoredAlert | undefined;
  alertsOf(worker: string): StoredAlert[];
  alertsAbout(subject: Alert['subject']): StoredAlert[];
  /** By (time, id). */
  alerts(): Iterable<StoredAlert>;
  case(id: string): CaseRecord | undefined;
  casesOf(worker: string): CaseRecord[];
  cases(): Iterable<CaseRecord>;
  decision(id: string): CaseDecision | undefined;

  records(): RecordCount[];
  evaluations(): EvaluationCount[];
  rejected(): Iterable<Rejected & { id: number }>;
  eventCount(): number;
  close(): void;
}
