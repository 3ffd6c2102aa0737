import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { addAbortSignal, pipeline, type Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

/** Bytes read at a time. */
const READ_SIZE = 1 << 20;

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

export interface Input {
  /** Plain bytes. */
  stream: Readable;
  /** Bytes of the file as it lies, and how many of them have been read; unknown for pipes. */
  size: number | undefined;
  position(): number;
}

/**
 * Opens a file from an offset of its plain text on; `-` is standard input. gzip and zstd are known by their magic.
 * `signal` ends the reading also where nothing comes.
 */
export async function openInput(path: string, from = 0, signal?: AbortSignal): Promise<Input> {
  if (await isPipe(path)) {
    const pipe = path === '-' ? process.stdin : createReadStream(path);
    const stream = await unpacked(signal ? addAbortSignal(signal, pipe) : pipe);
    return { stream, size: undefined, position: () => 0 };
  }
  const { head, size } = await readHead(path);
  const packed = isPacked(head);
  const start = packed ? 0 : from;
  const file = createReadStream(path, { highWaterMark: READ_SIZE, start });
  return {
    stream: packed ? skip(decompress(file, head), from) : file,
    size,
    position: () => start + file.bytesRead,
  };
}

/** Whether its bytes can be read only once: standard input, a named pipe, or what a shell makes of `<(…)`. */
export const isPipe = async (path: string): Promise<boolean> => path === '-' || !(await stat(path)).isFile();

/** A name for people: the path, or what stands for it. */
export const inputName = (path: string): string => (path === '-' ? 'standard input' : path);

const isPacked = (head: Buffer) => head.subarray(0, 2).equals(GZIP_MAGIC) || head.equals(ZSTD_MAGIC);

async function readHead(path: string): Promise<{ head: Buffer; size: number }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return { head: buffer.subarray(0, bytesRead), size: (await file.stat()).size };
  } finally {
    await file.close();
  }
}

function decompress(stream: Readable, head: Buffer): Readable {
  const inflate = head.equals(ZSTD_MAGIC)
    ? createZstdDecompress({ chunkSize: READ_SIZE })
    : createGunzip({ chunkSize: READ_SIZE });
  // Errors reach whoever reads the result; nobody waits here.
  return pipeline(stream, inflate, () => {});
}

async function unpacked(stream: Readable): Promise<Readable> {
  for await (const first of stream.iterator({ destroyOnReturn: false })) {
    const head = (first as Buffer).subarray(0, 4);
    stream.unshift(first);
    if (isPacked(head)) return decompress(stream, head);
    break;
  }
  return stream;
}

function skip(stream: Readable, bytes: number): Readable {
  if (bytes === 0) return stream;
  let left = bytes;
  return stream.flatMap((chunk: Buffer) => {
    const rest = chunk.subarray(Math.min(left, chunk.length));
    left -= chunk.length - rest.length;
    return rest.length > 0 ? [rest] : [];
  });
}
