import { type FileHandle, mkdir, open, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Bytes gathered before they are written. */
const CHUNK = 1 << 20;
/** UTF-8 takes at most three bytes for each UTF-16 unit. */
const BYTES_PER_UNIT = 3;

/** A text file written line by line in bounded memory. */
export interface LineFile {
  readonly path: string;
  readonly lines: number;
  /** Nothing, or the writing of a chunk, to be awaited before the next line is added. */
  add(line: string): Promise<void> | undefined;
  close(): Promise<void>;
}

export async function createLineFile(path: string): Promise<LineFile> {
  await mkdir(dirname(path), { recursive: true });
  const handle: FileHandle = await open(path, 'w');
  let buffer = Buffer.allocUnsafe(2 * CHUNK);
  let size = 0;
  let lines = 0;
  const flush = async () => {
    const full = buffer.subarray(0, size);
    size = 0;
    await handle.writeFile(full);
  };
  return {
    path,
    get lines() {
      return lines;
    },
    add(line) {
      const needed = size + line.length * BYTES_PER_UNIT + 1;
      if (needed > buffer.length) buffer = Buffer.concat([buffer], needed * 2);
      size += buffer.write(line, size);
      buffer[size++] = 0x0a;
      lines++;
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
