import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StoredAlert } from '../../alerts/alert.ts';
import type {
  Account,
  CaseDecision,
  CaseRecord,
  Dirty,
  EvaluationCount,
  Fact,
  FoldState,
  Origin,
  PresenceRow,
  Progress,
  RecordCount,
  Rejected,
  Revision,
  Store,
  Subject,
  Unit,
} from '../port.ts';
import type { Rows } from '../rows.ts';
import { type Database, explained } from './database.ts';
import { DaySets } from './day-sets.ts';
import { EventLog } from './event-log.ts';

const subjectKey = (subject: StoredAlert['subject']) => `${subject.kind}:${subject.key}`;

/** Joins the parts of a worker's day in either order: the earlier part says where it was and who it was. */
const NOTE = `INSERT INTO presence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
  first = min(first, excluded.first),
  last = max(last, excluded.last),
  revision = iif(excluded.first < first, excluded.revision, revision),
  fact = iif(excluded.first < first, excluded.fact, fact),
  managed = iif(excluded.first < first, coalesce(excluded.managed, managed), coalesce(managed, excluded.managed)),
  channels = channels | excluded.channels`;

/** Marks an address or device to be judged, if several workers used it or an alert is about it. */
const TOUCH = `INSERT OR IGNORE INTO touched SELECT ?1, ?2 WHERE
  (SELECT min(worker) FROM presence WHERE kind = ?1 AND subject = ?2) <
  (SELECT max(worker) FROM presence WHERE kind = ?1 AND subject = ?2)
  OR EXISTS (SELECT 1 FROM alert WHERE subject = ?3)`;

/** The first so many workers of an address or device: one seek for each, however many rows they have. */
const WORKERS = `WITH RECURSIVE next (worker, n) AS (
  SELECT min(worker), 1 FROM presence WHERE kind = ?1 AND subject = ?2
  UNION ALL
  SELECT (SELECT min(worker) FROM presence WHERE kind = ?1 AND subject = ?2 AND worker > next.worker), n + 1
  FROM next WHERE worker IS NOT NULL AND n < ?3
) SELECT worker FROM next WHERE worker IS NOT NULL`;

/** The embedded store: one SQLite file, one writer. */
export function openSqliteStore(database: Database): Store {
  const { db } = database;
  const sql = statements(db);
  const log = new EventLog(db);
  const days = new DaySets((day) =>
    (sql('SELECT body FROM ids WHERE day = ? ORDER BY seq').all(day) as { body: Uint8Array }[]).map(
      ({ body }) => body,
    ),
  );

  function commit(unit: Unit): void {
    let tail: Rows | undefined;
    inTransaction(() => {
      if (unit.rows?.length) {
        if (unit.spread) tail = log.appendToTail(unit.rows);
        else log.append(unit.rows);
        writeIds();
        raise('events', unit.rows.length);
        raiseEdge(unit.rows);
      }
      writeInterned(unit);
      writeIntake(unit);
      writeJudgements(unit);
    });
    days.settled();
    if (tail && log.settled(tail)) {
      inTransaction(() => log.sortTail());
      log.tailSorted();
    }
  }

  function inTransaction(work: () => void): void {
    try {
      db.exec('BEGIN IMMEDIATE');
      work();
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      days.discard();
      throw explained(error, database.folder);
    }
  }

  function writeIds(): void {
    const insert = sql(
      'INSERT INTO ids (day, seq, body) VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM ids WHERE day = ?), ?)',
    );
    for (const [day, ids] of days.additions()) insert.run(day, day, ids);
  }

  function raise(key: string, by: number): void {
    sql('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value').run(
      key,
      by,
    );
  }

  function raiseEdge(rows: Rows): void {
    let newest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < rows.length; i++) newest = Math.max(newest, rows.time[i]!);
    sql(
      "INSERT INTO meta VALUES ('edge', ?) ON CONFLICT DO UPDATE SET value = max(value, excluded.value)",
    ).run(newest);
  }

  function writeInterned(unit: Unit): void {
    for (const { id, ref, person, worker, workerSince } of unit.accounts ?? []) {
      sql('REPLACE INTO account VALUES (?, ?, ?, ?, ?)').run(
        id,
        JSON.stringify(ref),
        person,
        worker,
        workerSince,
      );
    }
    for (const { id, ...body } of unit.facts ?? []) {
      sql('INSERT INTO fact VALUES (?, ?)').run(id, JSON.stringify(body));
    }
    for (const o of unit.origins ?? []) {
      sql('INSERT INTO origin VALUES (?, ?, ?, ?, ?)').run(o.id, o.name, o.source, o.receivedAt, o.zone);
    }
    if (unit.revision) {
      const { id, settings, directory, addressData } = unit.revision;
      sql('INSERT INTO revision VALUES (?, ?, ?, ?)').run(
        id,
        JSON.stringify(settings),
        JSON.stringify(directory),
        addressData,
      );
    }
  }

  function writeIntake(unit: Unit): void {
    for (const { source, outcome, reason, n } of unit.records ?? []) {
      sql('INSERT INTO record_ledger VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n').run(
        source,
        outcome,
        reason,
        n,
      );
    }
    for (const { origin, offset, line, reason, record } of unit.rejected ?? []) {
      sql('INSERT INTO rejected (origin, position, line, reason, record) VALUES (?, ?, ?, ?, ?)').run(
        origin,
        offset,
        line,
        reason,
        record,
      );
    }
    for (const id of unit.retried ?? []) sql('DELETE FROM rejected WHERE id = ?').run(id);
    for (const { key, offset, line, done } of unit.progress ?? []) {
      sql('REPLACE INTO progress VALUES (?, ?, ?, ?)').run(key, offset, line, done ? 1 : 0);
    }
    for (const id of unit.acknowledged ?? []) sql("UPDATE job SET state = 'done' WHERE id = ?").run(id);
  }

  function writeJudgements(unit: Unit): void {
    for (const { worker, head, state, snaps, snapsChanged } of unit.subjects ?? []) {
      sql('REPLACE INTO subject VALUES (?, ?, ?, ?)').run(
        worker,
        head?.time ?? null,
        head?.id ?? null,
        JSON.stringify(state),
      );
      if (snapsChanged) {
        sql('DELETE FROM snap WHERE worker = ?').run(worker);
        for (const { day, state } of snaps) {
          sql('INSERT INTO snap VALUES (?, ?, ?)').run(worker, day, JSON.stringify(state));
        }
      }
      sql('DELETE FROM dirty WHERE worker = ?').run(worker);
    }
    for (const alert of unit.alerts ?? []) {
      const { id, worker, subject, time } = alert;
      sql('REPLACE INTO alert VALUES (?, ?, ?, ?, ?)').run(
        id,
        worker,
        subjectKey(subject),
        time,
        JSON.stringify(alert),
      );
    }
    for (const record of unit.cases ?? []) {
      sql('REPLACE INTO case_machine VALUES (?, ?, ?, ?)').run(
        record.id,
        record.worker,
        record.ordinal,
        JSON.stringify(record),
      );
    }
    for (const decision of unit.decisions ?? []) {
      sql('REPLACE INTO case_decision VALUES (?, ?)').run(decision.id, JSON.stringify(decision));
    }
    for (const { detector, outcome, reason, n } of unit.evaluations ?? []) {
      sql(
        'INSERT INTO evaluation_ledger VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
      ).run(detector, outcome, reason, n);
    }
    for (const { worker, replaceFrom, rows } of unit.presence ?? []) {
      if (replaceFrom !== undefined)
        sql('DELETE FROM presence WHERE worker = ? AND day >= ?').run(worker, replaceFrom);
      for (const { kind, subject, day, first, last, revision, fact, managed, channels } of rows) {
        sql(NOTE).run(kind, subject, day, worker, first, last, revision, fact, managed, channels);
      }
    }
    if (unit.tickedDay !== undefined) sql("REPLACE INTO meta VALUES ('ticked', ?)").run(unit.tickedDay);
    for (const { kind, subject } of unit.touched ?? [])
      sql(TOUCH).run(kind, subject, subjectKey({ kind, key: subject }));
    for (const { kind, subject } of unit.judged ?? [])
      sql('DELETE FROM touched WHERE kind = ? AND subject = ?').run(kind, subject);
    // After the judged, since a worker judged may be overdue again.
    for (const { worker, since, late } of unit.dirty ?? []) {
      sql(
        'INSERT INTO dirty VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET since = min(since, excluded.since), late = max(late, excluded.late)',
      ).run(worker, since, late ? 1 : 0);
    }
  }

  const meta = (key: string) =>
    (sql('SELECT value FROM meta WHERE key = ?').get(key) as { value: number } | undefined)?.value;

  const bodies = <T>(query: string, ...keys: (string | number)[]): T[] =>
    (sql(query).all(...keys) as { body: string }[]).map(({ body }) => JSON.parse(body) as T);

  function* stream<T>(query: string): Iterable<T> {
    // Prepared anew: an iteration must not be disturbed by another over the same statement.
    for (const { body } of db.prepare(query).iterate() as Iterable<{ body: string }>)
      yield JSON.parse(body) as T;
  }

  return {
    fresh(rows, wanted) {
      const flags = new Uint8Array(rows.length);
      for (let i = 0; i < rows.length; i++) if (wanted(i) && days.fresh(rows, i)) flags[i] = 1;
      return flags;
    },
    commit,

    accounts: () =>
      (
        sql('SELECT * FROM account ORDER BY id').all() as {
          id: number;
          ref: string;
          person: number;
          worker: string;
          since: number;
        }[]
      ).map(
        ({ id, ref, person, worker, since }): Account => ({
          id,
          ref: JSON.parse(ref),
          person,
          worker,
          workerSince: since,
        }),
      ),
    *facts(): Iterable<Fact> {
      const rows = db.prepare('SELECT id, body FROM fact ORDER BY id').iterate() as Iterable<{
        id: number;
        body: string;
      }>;
      for (const { id, body } of rows) yield { id, ...JSON.parse(body) };
    },
    revisions: () =>
      (
        sql('SELECT * FROM revision ORDER BY id').all() as {
          id: number;
          settings: string;
          directory: string;
          data: string;
        }[]
      ).map(
        (r): Revision => ({
          id: r.id,
          settings: JSON.parse(r.settings),
          directory: JSON.parse(r.directory),
          addressData: r.data,
        }),
      ),
    origins: () =>
      sql(
        'SELECT id, name, source, received_at AS receivedAt, zone FROM origin ORDER BY id',
      ).all() as unknown as Origin[],
    progress(key) {
      const row = sql('SELECT key, position AS offset, line, done FROM progress WHERE key = ?').get(key) as
        | (Omit<Progress, 'done'> & { done: number })
        | undefined;
      return row && { ...row, done: row.done === 1 };
    },
    edge: () => meta('edge'),
    tickedDay: () => meta('ticked'),
    eventCount: () => meta('events') ?? 0,

    rowsOf: (persons, from) => log.rowsOf(persons, from),
    everyone: () => log.everyone(),
    subject(worker) {
      const row = sql('SELECT head_time AS time, head_id AS id, state FROM subject WHERE worker = ?').get(
        worker,
      ) as { time: number | null; id: string | null; state: string } | undefined;
      if (!row) return undefined;
      const snaps = sql('SELECT day, state FROM snap WHERE worker = ? ORDER BY day').all(worker) as {
        day: number;
        state: string;
      }[];
      return {
        worker,
        head: row.time === null || row.id === null ? null : { time: row.time, id: row.id },
        state: JSON.parse(row.state) as FoldState,
        snaps: snaps.map(({ day, state }) => ({ day, state: JSON.parse(state) as FoldState })),
      } satisfies Subject;
    },
    dirty: () =>
      (
        sql('SELECT * FROM dirty ORDER BY worker').all() as { worker: string; since: number; late: number }[]
      ).map(({ worker, since, late }): Dirty => ({ worker, since, late: late === 1 })),
    touched: () =>
      sql('SELECT kind, subject FROM touched ORDER BY kind, subject').all() as ReturnType<Store['touched']>,
    presence(kind, subject, mostWorkers) {
      const workers = sql(WORKERS).all(kind, subject, mostWorkers + 1) as { worker: string }[];
      const last = workers[Math.min(workers.length, mostWorkers) - 1]?.worker ?? '';
      const rows = sql(
        'SELECT * FROM presence WHERE kind = ? AND subject = ? AND worker <= ? ORDER BY day, worker',
      ).all(kind, subject, last) as unknown as PresenceRow[];
      return { rows, crowded: workers.length > mostWorkers };
    },
    presenceOf: (worker, fromDay) =>
      sql('SELECT * FROM presence WHERE worker = ? AND day >= ?').all(
        worker,
        fromDay,
      ) as unknown as PresenceRow[],

    alert: (id) => bodies<StoredAlert>('SELECT body FROM alert WHERE id = ?', id)[0],
    alertsOf: (worker) => bodies('SELECT body FROM alert WHERE worker = ? ORDER BY time, id', worker),
    alertsAbout: (subject) =>
      bodies('SELECT body FROM alert WHERE subject = ? ORDER BY time, id', subjectKey(subject)),
    alerts: () => stream('SELECT body FROM alert ORDER BY time, id'),
    case: (id) => bodies<CaseRecord>('SELECT body FROM case_machine WHERE id = ?', id)[0],
    casesOf: (worker) => bodies('SELECT body FROM case_machine WHERE worker = ? ORDER BY ordinal', worker),
    cases: () => stream('SELECT body FROM case_machine ORDER BY id'),
    decision: (id) => bodies<CaseDecision>('SELECT body FROM case_decision WHERE id = ?', id)[0],

    records: () =>
      sql(
        'SELECT * FROM record_ledger WHERE n <> 0 ORDER BY source, outcome, reason',
      ).all() as unknown as RecordCount[],
    evaluations: () =>
      sql(
        'SELECT * FROM evaluation_ledger WHERE n <> 0 ORDER BY detector, outcome, reason',
      ).all() as unknown as EvaluationCount[],
    *rejected() {
      const rows = db.prepare(
        'SELECT id, origin, position AS offset, line, reason, record FROM rejected ORDER BY id',
      );
      yield* rows.iterate() as Iterable<Rejected & { id: number }>;
    },
    close: () => database.close(),
  };
}

/** Prepared statements by their text. */
function statements(db: DatabaseSync): (text: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (text) => {
    let statement = prepared.get(text);
    if (!statement) {
      statement = db.prepare(text);
      prepared.set(text, statement);
    }
    return statement;
  };
}
