import type { Alert, StoredAlert } from '../alerts/alert.ts';
import type { Settings } from '../config/settings.ts';
import type { AddressFacts, Directory } from '../enrich/port.ts';
import { utcDay } from '../kit/time.ts';
import type {
  Dirty,
  EvaluationCount,
  Origin,
  Progress,
  RecordCount,
  Rejected,
  Store,
  Unit,
} from '../store/port.ts';
import { type RowRef, Rows } from '../store/rows.ts';
import { Accounts } from './accounts.ts';
import { type Conclusion, type ConclusionOptions, Conclusions } from './conclusions.ts';
import { Contexts, type Rebuild } from './contexts.ts';
import type { Delivery } from './delivery.ts';
import { FactTable } from './fact-table.ts';
import { judgeSubject } from './sets.ts';
import { goesOn, HORIZON_DAYS, type Judging, type Settled, settle, workerNow } from './settle.ts';
import { take } from './take.ts';

/** Workers judged in one transaction when nothing waits for them. */
const SETTLE_BATCH = 200;
/** Share of the log's workers from which one pass over the whole log beats reading worker by worker. */
const WHOLE_LOG_SHARE = 0.05;
/** Judged workers that live batches keep in memory before they are saved. */
const HELD_SUBJECTS = 2_000;

/** What is to be written of a worker judged. */
type Held = Pick<Settled, 'subject' | 'countsBefore' | 'presence' | 'touched'> & {
  /** Time of the oldest event that is not part of the saved state. */
  since: number;
};

export interface EngineOptions extends ConclusionOptions {
  settings: Settings;
  directory: Directory;
  addressFacts: Pick<AddressFacts, 'lookup' | 'version'>;
  rebuild: Rebuild;
}

/** What is known of the run of records besides the records. */
export interface Batch {
  /** Corrections to the first ledger, besides what the deliveries count themselves. */
  records?: RecordCount[];
  progress?: Progress[];
  acknowledged?: number[];
  retried?: number[];
}

/**
 * Takes deliveries, keeps the log, judges the workers it touched. `scan` stores first and judges once (`store`, then
 * `settle`); live traffic is judged with each batch (`storeAndJudge`). Both end in the same alerts.
 */
export class Engine {
  private readonly options: EngineOptions;
  private readonly store: Store;
  private readonly accounts: Accounts;
  private readonly facts: FactTable;
  private readonly contexts: Contexts;
  private readonly conclusions: Conclusions;
  private readonly wantsPresence: boolean;
  private readonly hasTicks: boolean;
  /** Workers judged by live batches and not saved yet. */
  private readonly held = new Map<string, Held>();
  private readonly batch = new Rows(4096);
  /** Workers touched by the open batch. */
  private readonly dirty = new Map<string, Dirty>();
  /** Workers with stored events that wait to be judged, as the store has them. */
  private readonly overdue: Map<string, Dirty>;
  private readonly origins = new Map<string, Origin>();
  private newOrigins: Origin[] = [];
  private records: RecordCount[] = [];
  private rejected: Rejected[] = [];

  constructor(options: EngineOptions) {
    const { store, detectors, settings, directory, addressFacts, rebuild } = options;
    this.options = options;
    this.store = store;
    this.accounts = new Accounts(store);
    this.facts = new FactTable(store, addressFacts);
    this.conclusions = new Conclusions(options);
    for (const origin of store.origins()) this.origins.set(originKey(origin), origin);
    this.overdue = new Map(store.dirty().map((entry) => [entry.worker, entry]));
    this.contexts = new Contexts(
      store,
      detectors,
      { settings, directory, addressData: addressFacts.version },
      rebuild,
    );
    this.wantsPresence = detectors.some(({ subject }) => subject !== 'worker');
    this.hasTicks = detectors.some((detector) => detector.subject === 'worker' && detector.tick);
    if (this.contexts.unsaved) this.adoptDirectory();
  }

  /** Events waiting in the open batch. */
  get pendingEvents(): number {
    return this.batch.length;
  }

  /** Adds a delivery to the open batch; nothing is durable before `store` or `storeAndJudge`. */
  take(delivery: Delivery, from: Omit<Origin, 'id'>): number {
    const origin = this.origin(from);
    const { store, accounts, facts, batch, dirty } = this;
    const context = this.contexts.current;
    const taken = take(
      delivery,
      { origin: origin.id, source: origin.source },
      { store, accounts, facts, context, batch, dirty },
    );
    this.records.push(...taken.records);
    this.rejected.push(...taken.rejected);
    return taken.accepted;
  }

  /** Writes the open batch, sorted; its workers stay dirty until `settle`. */
  storeBatch(batch: Batch = {}): void {
    this.commit({ ...this.intakeUnit(batch), dirty: this.putOff([...this.dirty.values()]) });
  }

  /**
   * Writes the open batch and, in the same transaction, the alerts it raises; workers hit too late stay dirty. Their
   * states stay in memory until `save`: a state is a cache of the log, and the mark of a dirty worker, written with
   * the batch, makes the next start judge again what was not saved.
   */
  storeAndJudge(batch: Batch = {}): void {
    const intake = this.intakeUnit(batch);
    const judging = this.judging();
    const fresh = this.freshRows();
    const horizon = judging.edgeDay - HORIZON_DAYS;
    const judged: { dirty: Dirty; settled: Settled }[] = [];
    const late: Dirty[] = [];
    for (const dirty of this.dirty.values()) {
      const held = this.held.get(dirty.worker);
      const before = held?.subject ?? this.store.subject(dirty.worker);
      const tooLate = before !== undefined && utcDay(dirty.since) < horizon;
      if (tooLate || this.overdue.has(dirty.worker)) {
        late.push({ ...dirty, late: tooLate });
        continue;
      }
      const waiting = fresh.get(dirty.worker) ?? [];
      const read = (from: number) =>
        before && goesOn(before, dirty.since) ? waiting : [...this.stored(dirty.worker, from), ...waiting];
      judged.push({ dirty, settled: settle(dirty, before, read, { ...judging, inPieces: true }) });
    }
    const marks = judged
      .map(({ dirty }) => dirty)
      .filter(({ worker, since }) => {
        const held = this.held.get(worker);
        return !held || since < held.since;
      });
    const alerts = this.conclusions.changes(judged.map(({ settled }) => settled));
    this.commit({ ...intake, ...alerts, spread: true, dirty: [...marks, ...this.putOff(late)] });
    for (const { dirty, settled } of judged) this.hold(settled, dirty.since);
    if (this.held.size > HELD_SUBJECTS) this.save();
  }

  /** Writes what live batches left in memory. */
  save(): void {
    const held = [...this.held.values()];
    for (let from = 0; from < held.length; from += SETTLE_BATCH) {
      const some = held.slice(from, from + SETTLE_BATCH);
      const dirty = some.flatMap(({ subject }) => this.overdue.get(subject.worker) ?? []);
      this.commit({ ...this.stateUnit(some), dirty });
    }
    this.held.clear();
    this.settleSets();
  }

  /** Judges every dirty worker. */
  settle(): void {
    for (const _ of this.settling());
  }

  /** The same in steps of one transaction each: whoever stops in between loses nothing, and goes on another time. */
  *settling(): Generator<{ done: number; of: number }> {
    this.save();
    const { store, overdue } = this;
    const judging = this.judging();
    const newDay = this.hasTicks && (store.tickedDay() ?? Number.NEGATIVE_INFINITY) < judging.edgeDay;
    const passing = newDay ? [...this.accounts.workers()].filter((worker) => !overdue.has(worker)) : [];
    const of = overdue.size + passing.length;
    let done = 0;
    for (const some of inBatches(this.judgedAnew(new Map(overdue), passing, judging), SETTLE_BATCH)) {
      this.commit({ ...this.conclusions.changes(some), ...this.stateUnit(some) });
      for (const { subject } of some) overdue.delete(subject.worker);
      done += some.length;
      yield { done, of };
    }
    if (newDay) this.commit({ tickedDay: judging.edgeDay });
    this.settleSets();
  }

  private *judgedAnew(
    dirty: ReadonlyMap<string, Dirty>,
    passing: readonly string[],
    judging: Omit<Judging, 'inPieces'>,
  ): Iterable<Settled> {
    for (const { worker, rows } of this.dirtyRows(dirty)) {
      const read = (from: number) => rows.filter(({ rows: columns, i }) => columns.time[i]! >= from);
      yield settle(dirty.get(worker)!, this.store.subject(worker), read, { ...judging, inPieces: false });
    }
    // A new day began: everybody passes its midnight, also who did nothing.
    for (const worker of passing) {
      const nothing = { worker, since: Number.POSITIVE_INFINITY, late: false };
      yield settle(nothing, this.store.subject(worker), () => [], { ...judging, inPieces: true });
    }
  }

  /** Marks workers to be judged anew from their first event: all of them, or those that match. */
  markForRebuild(matches: (worker: string) => boolean = () => true): number {
    const dirty = [...this.accounts.workers()]
      .filter(matches)
      .map((worker) => ({ worker, since: Number.MIN_SAFE_INTEGER, late: false }));
    this.commit({ dirty: this.putOff(dirty) });
    return dirty.length;
  }

  /** Builds the worker's cases again, after a person has decided something about one. */
  refreshCases(worker: string): void {
    this.commit({
      cases: this.conclusions.casesAfter(
        workerNow(worker, { accounts: this.accounts, contexts: this.contexts }),
        [],
      ),
    });
  }

  /** The roster, settings or data changed since the last run: accounts may now be somebody else's. */
  private adoptDirectory(): void {
    const { directory, revision } = this.contexts.current;
    for (const worker of this.accounts.reresolve(directory, revision)) {
      this.dirty.set(worker, { worker, since: Number.MIN_SAFE_INTEGER, late: false });
    }
    this.storeBatch();
  }

  /** Notes workers as overdue; their earlier marks are merged, not lost. */
  private putOff(entries: Dirty[]): Dirty[] {
    for (const { worker, since, late } of entries) {
      const known = this.overdue.get(worker);
      this.overdue.set(worker, {
        worker,
        since: Math.min(since, known?.since ?? since),
        late: late || (known?.late ?? false),
      });
    }
    return entries;
  }

  private intakeUnit(batch: Batch): Unit {
    const { records, rejected, newOrigins: origins } = this;
    const all = [...records, ...(batch.records ?? [])];
    const unit: Unit = { ...batch, rows: this.batch, records: summed(all), rejected, origins };
    if (this.contexts.unsaved) unit.revision = this.contexts.unsaved;
    unit.accounts = this.accounts.unsaved;
    unit.facts = this.facts.unsaved;
    return unit;
  }

  private origin(from: Omit<Origin, 'id'>): Origin {
    let origin = this.origins.get(originKey(from));
    if (!origin) {
      origin = { ...from, id: this.origins.size + 1 };
      this.origins.set(originKey(from), origin);
      this.newOrigins.push(origin);
    }
    return origin;
  }

  private commit(unit: Unit): void {
    this.store.commit(unit);
    if (!unit.rows) return;
    this.batch.clear();
    this.dirty.clear();
    this.records = [];
    this.rejected = [];
    this.newOrigins = [];
    this.contexts.unsaved = undefined;
    this.accounts.unsaved = [];
    this.facts.unsaved = [];
  }

  private judging(): Omit<Judging, 'inPieces'> {
    const { store, accounts, facts, contexts, wantsPresence } = this;
    let edge = store.edge() ?? Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.batch.length; i++) edge = Math.max(edge, this.batch.time[i]!);
    return { store, accounts, facts, contexts, edgeDay: utcDay(edge), wantsPresence };
  }

  private stateUnit(
    settled: readonly Omit<Held, 'since'>[],
  ): Pick<Unit, 'subjects' | 'evaluations' | 'presence' | 'touched'> {
    return {
      subjects: settled.map(({ subject }) => subject),
      evaluations: evaluationChanges(settled),
      presence: this.wantsPresence ? settled.flatMap(({ presence }) => presence) : [],
      touched: settled.flatMap(({ touched }) => touched),
    };
  }

  private hold({ subject, countsBefore, presence, touched }: Settled, since: number): void {
    const known = this.held.get(subject.worker);
    if (!known) {
      this.held.set(subject.worker, { subject, since, countsBefore, presence, touched });
      return;
    }
    known.subject = { ...subject, snapsChanged: subject.snapsChanged || known.subject.snapsChanged };
    known.since = Math.min(since, known.since);
    known.presence.push(...presence);
    known.touched.push(...touched);
  }

  private settleSets(): void {
    if (!this.wantsPresence) return;
    const { store, accounts, contexts, facts } = this;
    const detectors = this.options.detectors.filter((detector) => detector.subject !== 'worker');
    let judged: NonNullable<Unit['judged']> = [];
    for (const { kind, subject } of store.touched()) {
      const judgement = judgeSubject(kind, subject, { store, accounts, contexts, facts, detectors });
      const failed = judgement.failures.map(({ detector }) => detector);
      const stored = store.alertsAbout({ kind, key: subject });
      const atStake = stored.filter(({ detector }) => !failed.includes(detector));
      const unit = this.conclusions.changes(this.byWorker(judgement.alerts.values(), atStake));
      const evaluations = judgement.failures.map((failure) => ({
        ...failure,
        outcome: 'failed' as const,
        n: 1,
      }));
      judged.push({ kind, subject });
      // The next subject may be about the same workers, whose cases are built from what is stored.
      if (unit.alerts.length + failed.length === 0 && judged.length < SETTLE_BATCH) continue;
      this.commit({ ...unit, evaluations, judged });
      judged = [];
    }
    if (judged.length > 0) this.commit({ judged });
  }

  /** What set detectors say, worker by worker. */
  private *byWorker(alerts: Iterable<Alert>, stored: readonly StoredAlert[]): Iterable<Conclusion> {
    const roster = { accounts: this.accounts, contexts: this.contexts };
    const concluded = Map.groupBy(alerts, ({ worker }) => worker);
    const atStake = Map.groupBy(stored, ({ worker }) => worker);
    for (const id of new Set([...concluded.keys(), ...atStake.keys()])) {
      yield {
        worker: workerNow(id, roster),
        concluded: new Map(concluded.get(id)?.map((alert) => [alert.id, alert])),
        atStake: atStake.get(id) ?? [],
      };
    }
  }

  private freshRows(): Map<string, RowRef[]> {
    const byWorker = new Map<string, RowRef[]>();
    for (let i = 0; i < this.batch.length; i++) {
      const { worker } = this.accounts.get(this.batch.account[i]!);
      const list = byWorker.get(worker);
      if (list) list.push({ rows: this.batch, i });
      else byWorker.set(worker, [{ rows: this.batch, i }]);
    }
    return byWorker;
  }

  private stored(worker: string, from: number): RowRef[] {
    return this.store.rowsOf(this.personsOf(worker), from);
  }

  private personsOf(worker: string): number[] {
    return [...new Set(this.accounts.of(worker).map(({ person }) => person))];
  }

  /** The stored rows of each dirty worker, by one pass over the log where many are dirty. */
  private *dirtyRows(dirty: ReadonlyMap<string, Dirty>): Iterable<{ worker: string; rows: RowRef[] }> {
    const workers = [...dirty.keys()];
    const all = [...this.accounts.workers()].length;
    if (workers.length < all * WHOLE_LOG_SHARE) {
      for (const worker of workers) yield { worker, rows: this.stored(worker, Number.NEGATIVE_INFINITY) };
      return;
    }
    const byPerson = Map.groupBy(
      workers.map((worker) => ({ worker, persons: this.personsOf(worker).sort((a, b) => a - b) })),
      ({ persons }) => persons[0] ?? 0,
    );
    for (const { person, rows } of this.store.everyone()) {
      for (const { worker, persons } of byPerson.get(person) ?? []) {
        const elsewhere =
          persons.length > 1 ? this.store.rowsOf(persons.slice(1), Number.NEGATIVE_INFINITY) : [];
        yield { worker, rows: [...rows, ...elsewhere] };
      }
      byPerson.delete(person);
    }
    // Workers who lost all their accounts have no rows left, and their alerts must go.
    for (const rest of byPerson.values()) for (const { worker } of rest) yield { worker, rows: [] };
  }
}

function* inBatches<T>(items: Iterable<T>, size: number): Iterable<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** What the workers' folds add to the second ledger. */
function evaluationChanges(settled: readonly Pick<Held, 'subject' | 'countsBefore'>[]): EvaluationCount[] {
  const sums = new Map<string, number>();
  const add = (name: string, n: number) => sums.set(name, (sums.get(name) ?? 0) + n);
  for (const { subject, countsBefore } of settled) {
    for (const [name, n] of Object.entries(subject.state.counts)) add(name, n);
    for (const [name, n] of Object.entries(countsBefore)) add(name, -n);
  }
  return [...sums].flatMap(([name, n]) => {
    const [detector = '', outcome = '', ...reason] = name.split('|');
    return n === 0
      ? []
      : [{ detector, outcome: outcome as EvaluationCount['outcome'], reason: reason.join('|'), n }];
  });
}

function originKey({ name, source, receivedAt, zone }: Omit<Origin, 'id'>): string {
  return JSON.stringify([name, source, receivedAt, zone]);
}

function summed(records: readonly RecordCount[]): RecordCount[] {
  const sums = new Map<string, RecordCount>();
  for (const record of records) {
    const key = `${record.source}|${record.outcome}|${record.reason}`;
    const sum = sums.get(key);
    if (sum) sum.n += record.n;
    else sums.set(key, { ...record });
  }
  return [...sums.values()];
}
