import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { DataFileError } from './data-file-error.ts';

/** What a reader is told about a file besides its bytes. */
export interface FileFacts {
  file: string;
  /** `YYYY-MM-DD`, UTC: when the file was last written. */
  modified: string;
}

export type Reload =
  | { outcome: 'unchanged' }
  | { outcome: 'reloaded' }
  /** The new content is broken; what was read before stays in force. */
  | { outcome: 'kept'; reason: string };

/** A file read into a value, which stays in force until a newer, sound version has been read. */
export interface DataFile<T> {
  readonly file: string;
  readonly current: T;
  /** SHA-256 of the bytes behind `current`. */
  readonly fingerprint: string;
  /** Reads the file again when its size or modification time has changed. */
  reload(): Promise<Reload>;
}

/** Throws `DataFileError` when the file is missing, unreadable or refused by `read`. */
export async function openDataFile<T>(
  file: string,
  read: (bytes: Buffer, facts: FileFacts) => T,
): Promise<DataFile<T>> {
  let loaded = await load(file, read);
  return {
    file,
    get current() {
      return loaded.value;
    },
    get fingerprint() {
      return loaded.fingerprint;
    },
    async reload() {
      try {
        if ((await stampOf(file)).stamp === loaded.stamp) return { outcome: 'unchanged' };
        const next = await load(file, read);
        const same = next.fingerprint === loaded.fingerprint;
        loaded = next;
        return { outcome: same ? 'unchanged' : 'reloaded' };
      } catch (error) {
        if (!(error instanceof DataFileError)) throw error;
        return { outcome: 'kept', reason: error.message };
      }
    },
  };
}

async function load<T>(file: string, read: (bytes: Buffer, facts: FileFacts) => T) {
  const { stamp, modified } = await stampOf(file);
  const bytes = await readFile(file).catch((error: Error) => {
    throw new DataFileError(file, `cannot be read (${error.message})`);
  });
  const value = read(bytes, { file, modified });
  return { value, stamp, fingerprint: createHash('sha256').update(bytes).digest('hex') };
}

async function stampOf(file: string): Promise<{ stamp: string; modified: string }> {
  const { size, mtimeMs, ino } = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new DataFileError(
      file,
      error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.message})`,
    );
  });
  return { stamp: `${size}:${mtimeMs}:${ino}`, modified: new Date(mtimeMs).toISOString().slice(0, 10) };
}
