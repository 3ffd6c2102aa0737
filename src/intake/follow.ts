import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A place in a file that is told again after the file was renamed, and not mistaken after it was replaced. */
export interface Checkpoint {
  dev: number;
  ino: number;
  /** Bytes from the start. */
  offset: number;
  /** How many of the file's first bytes were hashed, and their hash: a log's first line is like no other's. */
  fingerprint: string;
}

export interface FollowOptions {
  /** Where to go on; the start of the file when absent. */
  from?: Checkpoint;
  /**
   * Called with each chunk in order, one at a time; `at` is the place of its first byte. A place that does not go on
   * from the last one belongs to another file, or to the same one emptied.
   */
  onChunk(bytes: Buffer, at: Checkpoint): void | Promise<void>;
  signal: AbortSignal;
  /** Ms between looks at the file; changes that the system tells of are seen at once. */
  pollMs?: number;
  /** Ms for which a renamed file must be quiet before it is left: writers go on for a while until told to reopen. */
  graceMs?: number;
}

interface Followed extends Checkpoint {
  handle: FileHandle;
}

const FINGERPRINT_BYTES = 256;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Follows a file that grows, through rotation by rename, through truncation and through its absence, until `signal`
 * aborts. What was rotated away since the checkpoint is read first, unless it has been compressed. Rejects when the
 * file cannot be read, and with what `onChunk` throws.
 */
export async function followFile(path: string, options: FollowOptions): Promise<void> {
  const { signal, graceMs = 5000 } = options;
  const wait = waiter(path, options);
  let file = options.from && (await resume(path, options.from, options));
  let quietSince = performance.now();
  try {
    while (!signal.aborted) {
      file ??= await openFile(path);
      if (!file) {
        await wait();
        continue;
      }
      if (await wasEmptied(file)) restart(file);
      const there = await statOf(path);
      const replaced = there !== undefined && there.ino !== file.ino;
      const grew = await drain(file, options);
      if (grew || !replaced) quietSince = performance.now();
      else if (performance.now() - quietSince >= graceMs) {
        await file.handle.close();
        file = undefined;
        continue;
      }
      await wait();
    }
  } finally {
    await file?.handle.close();
  }
}

/** Goes on from a checkpoint, through files rotated since; undefined when nothing is left but the file itself. */
async function resume(path: string, from: Checkpoint, options: FollowOptions): Promise<Followed | undefined> {
  const files = [...(await rotated(path)), path];
  const found = await findIndex(files, from);
  if (found < 0) return undefined;
  for (const [index, name] of files.slice(found).entries()) {
    const file = await openFile(name);
    if (!file) continue;
    if (index === 0) file.offset = from.offset;
    if (name === path) return file;
    await drain(file, options);
    await file.handle.close();
  }
  return undefined;
}

/** The newest file that begins as the checkpoint says and reaches as far. */
async function findIndex(files: readonly string[], from: Checkpoint): Promise<number> {
  for (let index = files.length - 1; index >= 0; index--) {
    const file = await openFile(files[index]!);
    if (!file) continue;
    const { size } = await file.handle.stat();
    const same = size >= from.offset && (await beginsLike(file.handle, from.fingerprint));
    await file.handle.close();
    if (same) return index;
  }
  return -1;
}

/** `x.log.1`, `x.log-20240310` and the like beside `x.log`, oldest first. */
async function rotated(path: string): Promise<string[]> {
  const base = basename(path);
  const names = await readdir(dirname(path)).catch(() => []);
  const dated: { name: string; time: number }[] = [];
  for (const name of names) {
    if (!name.startsWith(base) || !/^[.-]\d+$/.test(name.slice(base.length))) continue;
    const there = await statOf(join(dirname(path), name));
    if (there) dated.push({ name: join(dirname(path), name), time: there.mtimeMs });
  }
  return dated.sort((a, b) => a.time - b.time).map(({ name }) => name);
}

async function openFile(path: string): Promise<Followed | undefined> {
  const handle = await unlessAbsent(open(path, 'r'));
  if (!handle) return undefined;
  const { dev, ino } = await handle.stat();
  return { handle, dev, ino, offset: 0, fingerprint: await fingerprint(handle, FINGERPRINT_BYTES) };
}

/** Reads to the present end of the file; whether there was anything. */
async function drain(file: Followed, { onChunk, signal }: FollowOptions): Promise<boolean> {
  const start = file.offset;
  while (!signal.aborted) {
    const { bytesRead, buffer } = await file.handle.read(
      Buffer.allocUnsafe(CHUNK_BYTES),
      0,
      CHUNK_BYTES,
      file.offset,
    );
    if (bytesRead === 0) break;
    if (fingerprintedBytes(file.fingerprint) < FINGERPRINT_BYTES) {
      file.fingerprint = await fingerprint(file.handle, FINGERPRINT_BYTES);
    }
    const { dev, ino, offset } = file;
    await onChunk(buffer.subarray(0, bytesRead), { dev, ino, offset, fingerprint: file.fingerprint });
    file.offset += bytesRead;
  }
  return file.offset > start;
}

/** Whether the file lost what had been read of it, even if it has grown beyond that again. */
async function wasEmptied(file: Followed): Promise<boolean> {
  const { size } = await file.handle.stat();
  if (size < file.offset) return true;
  return size > file.offset && !(await beginsLike(file.handle, file.fingerprint));
}

function restart(file: Followed): void {
  file.offset = 0;
  file.fingerprint = NOTHING;
}

const NOTHING = '0:';

async function beginsLike(handle: FileHandle, expected: string): Promise<boolean> {
  return (await fingerprint(handle, fingerprintedBytes(expected))) === expected;
}

async function fingerprint(handle: FileHandle, most: number): Promise<string> {
  if (most === 0) return NOTHING;
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(most), 0, most, 0);
  if (bytesRead === 0) return NOTHING;
  return `${bytesRead}:${createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex')}`;
}

const fingerprintedBytes = (text: string): number => Number.parseInt(text, 10);

const statOf = (path: string) => unlessAbsent(stat(path));

async function unlessAbsent<T>(attempt: Promise<T>): Promise<T | undefined> {
  try {
    return await attempt;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Waits for the next look: `pollMs`, less when the system tells of a change, none once aborted. */
function waiter(path: string, { signal, pollMs = 1000 }: FollowOptions): () => Promise<void> {
  let wake = (): void => {};
  signal.addEventListener('abort', () => wake(), { once: true });
  try {
    const hints = watch(dirname(path), { signal, persistent: false }, (_, name) => {
      if (name === basename(path)) wake();
    });
    hints.on('error', () => hints.close());
  } catch {
    // No hints on this file system: polling sees the same a little later.
  }
  return () =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(resolve, pollMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
}
