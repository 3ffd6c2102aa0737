import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StoreError } from '../store-error.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

const FILE = 'homeport.db';
const LOCK = 'writer.lock';

/** An open data folder. */
export interface Database {
  db: DatabaseSync;
  folder: string;
  close(): void;
}

/** SQLite's primary result codes that mean trouble with the disk, not a bug. https://sqlite.org/rescode.html */
const TROUBLE: Record<number, string> = {
  8: 'is read-only: give this user the right to write it, or name another folder with --data',
  10: 'could not be read or written (disk error); what was acknowledged before is safe once the disk works again',
  11: 'is damaged (not a sound database): restore a backup, or move the folder away and scan the logs again',
  13: 'is on a full disk: nothing of the last batch was kept, all before it is safe; free some space and run again',
  14: 'cannot be opened: check that the folder exists and that this user may write it',
  26: 'is damaged (not a database): restore a backup, or move the folder away and scan the logs again',
};

/** Gives SQLite's complaints the words of the person who must mend them; anything else stays as it is. */
export function explained(error: unknown, folder: string): unknown {
  const code = (error as { errcode?: number }).errcode;
  const trouble = code === undefined ? undefined : TROUBLE[code & 0xff];
  return trouble ? new StoreError(`data folder ${folder} ${trouble}`, { cause: error }) : error;
}

/**
 * Opens a data folder for its one writer, creating it when it is new. A second writer is refused: the lock is a
 * transaction held open on a file of its own, so the operating system drops it with the process, however that ends.
 * A folder that is thrown away at the end need not be `durable`.
 */
export function openForWriting(folder: string, { durable = true } = {}): Database {
  try {
    makeFolder(folder);
  } catch (error) {
    throw new StoreError(`data folder ${folder} cannot be created: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const lock = holdLock(folder);
  try {
    const db = new DatabaseSync(join(folder, FILE));
    db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 16000;');
    db.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'OFF'}`);
    db.exec('PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;');
    prepare(db, folder);
    return {
      db,
      folder,
      close() {
        db.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw explained(error, folder);
  }
}

/** Step by step: Node's own recursive way never ends where a parent cannot hold folders, such as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(resolve(folder)));
  // What lies here is about people: nobody but this user needs to read it.
  mkdirSync(folder, { mode: 0o700 });
}

/** Opens a data folder beside its writer; nothing can be changed through it. */
export function openForReading(folder: string): Database {
  const file = join(folder, FILE);
  checkReadable(file, folder);
  try {
    const db = openReadOnly(file);
    prepare(db, folder);
    return { db, folder, close: () => db.close() };
  } catch (error) {
    throw explained(error, folder);
  }
}

function checkReadable(file: string, folder: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code !== 'ENOENT';
    const why = isThere
      ? `data folder ${folder} may not be read by this user: use the one that homeport runs as`
      : `there is no data in ${folder}: run homeport scan or serve with --data first`;
    throw new StoreError(why, { cause: error });
  }
}

/** A reader of a folder that it may not write cannot make SQLite's side files, and without a writer needs none. */
function openReadOnly(file: string): DatabaseSync {
  const url = pathToFileURL(file);
  if (!existsSync(`${file}-wal`) && !isWritable(dirname(file))) url.searchParams.set('immutable', '1');
  return new DatabaseSync(url, { readOnly: true });
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function holdLock(folder: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(folder, LOCK));
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const busy = (error as { errcode?: number }).errcode === 5;
    if (busy)
      throw new StoreError(
        `data folder ${folder} is in use by another homeport that writes it; stop that one first`,
      );
    throw explained(error, folder);
  }
}

function prepare(db: DatabaseSync, folder: string): void {
  const { user_version: found } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (found === SCHEMA_VERSION) return;
  if (found !== 0) {
    throw new StoreError(
      `data folder ${folder} was written by another version (schema ${found}, this one has ${SCHEMA_VERSION})`,
    );
  }
  if (statSync(join(folder, FILE)).size > 0 && db.prepare('SELECT 1 FROM sqlite_schema').get()) {
    throw new StoreError(`${join(folder, FILE)} is not a homeport database`);
  }
  db.exec(`BEGIN; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
}
