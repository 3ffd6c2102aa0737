import { type FileHandle, mkdir, open, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Characters gathered before they are written. */
const CHUNK = 1 << 20;

/** A text file written line by line in bounded memory. */
export interface LineFile {
  readonly path: string;
  readonly lines: number;
  /** Resolves at once unless a chunk is due. */
  add(line: string): Promise<void> | undefined;
  close(): Promise<void>;
}

export async function createLineFile(path: string): Promise<LineFile> {
  await mkdir(dirname(path), { recursive: true });
  const handle: FileHandle = await open(path, 'w');
  let pending: string[] = [];
  let size = 0;
  let lines = 0;
  const flush = async () => {
    const text = pending.join('');
    pending = [];
    size = 0;
    await handle.appendFile(text);
  };
  return {
    path,
    get lines() {
      return lines;
    },
    add(line) {
      pending.push(line, '\n');
      lines++;
      size += line.length + 1;
      return size >= CHUNK ? flush() : undefined;
    },
    async close() {
      await flush();
      await handle.close();
    },
  };
}

export async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** Gives a log the modification time of its last delivery: stamps without a year are read against it. */
export async function dateFile(path: string, time: number): Promise<void> {
  await utimes(path, time / 1000, time / 1000);
}
