import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type Database, explained } from '../store/sqlite/database.ts';
import type { Job, Queue } from './port.ts';

type Row = Omit<Job, 'body' | 'offset' | 'receivedAt'> & {
  body: Uint8Array;
  position: number;
  received_at: number;
};

/** The embedded queue, in the store's own file. A job that is done stays as the raw copy of its records. */
export function sqliteQueue({ db, folder }: Database): Queue {
  const insert = db.prepare(
    'INSERT INTO job (source, name, received_at, zone, position, line, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const saveCheckpoint = db.prepare('REPLACE INTO checkpoint VALUES (?, ?)');
  // The second condition lets SQLite use the index that has only open jobs in it.
  const waiting = db.prepare(
    "SELECT * FROM job WHERE state = 'waiting' AND state <> 'done' AND id > ? ORDER BY id LIMIT ?",
  );
  const setState = db.prepare('UPDATE job SET state = ?, reason = ? WHERE id = ?');

  return {
    put(job, checkpoint) {
      const body = zstdCompressSync(job.body, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
      try {
        db.exec('BEGIN IMMEDIATE');
        const { source, name, receivedAt, zone, offset, line } = job;
        const { lastInsertRowid } = insert.run(source, name, receivedAt, zone, offset, line, body);
        if (checkpoint) saveCheckpoint.run(checkpoint.key, JSON.stringify(checkpoint.value));
        db.exec('COMMIT');
        return Number(lastInsertRowid);
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw explained(error, folder);
      }
    },
    take: (max, after = 0) =>
      (waiting.all(after, max) as unknown as Row[]).flatMap((row) => {
        const job = jobOf(row);
        if (!job) setState.run('dead', 'its bytes are damaged', row.id);
        return job ?? [];
      }),
    acknowledge(ids) {
      for (const id of ids) setState.run('done', null, id);
    },
    fail: (id, reason) => void setState.run('dead', reason, id),
    revive: () =>
      Number(
        db.prepare("UPDATE job SET state = 'waiting', reason = NULL WHERE state = 'dead'").run().changes,
      ),
    depth() {
      const counts = db
        .prepare("SELECT state, count(*) AS n FROM job WHERE state <> 'done' GROUP BY state")
        .all() as { state: string; n: number }[];
      const of = (state: string) => counts.find((row) => row.state === state)?.n ?? 0;
      return { waiting: of('waiting'), dead: of('dead') };
    },
    checkpoint(key) {
      const row = db.prepare('SELECT body FROM checkpoint WHERE key = ?').get(key) as
        | { body: string }
        | undefined;
      return row && JSON.parse(row.body);
    },
  };
}

function jobOf({ id, source, name, received_at, zone, position, line, body }: Row): Job | undefined {
  const job = { id, source, name, receivedAt: received_at, zone, offset: position, line };
  try {
    return { ...job, body: zstdDecompressSync(body) };
  } catch {
    return undefined;
  }
}
