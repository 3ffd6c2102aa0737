import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { detectSource, type Readable } from '../sources/detect.ts';
import type { Progress, Store } from '../store/port.ts';
import { type Chunk, chunksOf } from './chunks.ts';
import { type Input, inputName, isPipe, openInput } from './open-input.ts';
import type { ParsedJob } from './parse-job.ts';
import { type ParsePool, startParsePool } from './parse-pool.ts';
import { createSplitter, layoutOf, parseJsonRecord } from './split.ts';

/** Events of one transaction: state and index costs are per batch, memory is per event. */
const BATCH_EVENTS = 30_000;
/** Records looked at to tell a file's format. */
const SAMPLE = 50;

export interface ScanOptions {
  /** Paths; `-` is standard input. */
  files: readonly string[];
  engine: Engine;
  store: Store;
  /** Source id that overrides detection. */
  source?: string | undefined;
  zone: string;
  /** Ms; when absent, each file's modification time (standard input: now). */
  receivedAt?: number | undefined;
  now(): number;
  onProgress?(progress: ScanProgress): void;
  signal?: AbortSignal | undefined;
  threads?: number;
}

export interface ScanProgress {
  file: string;
  records: number;
  /** Bytes of the files as they lie; size 0 where it is unknown. */
  bytes: number;
  size: number;
}

export interface ScannedFile {
  file: string;
  /** Undefined when nobody claimed its records. */
  source: string | undefined;
  records: number;
  /** Why it could not be read to its end. */
  trouble?: string;
}

export interface Scanned {
  files: ScannedFile[];
  /** To be committed when all is done: until then the same scan goes on where it was, afterwards a file is read anew. */
  finished: Progress[];
}

/** Reads log files into the store, each from where an earlier, interrupted scan of it ended. Judges nothing yet. */
export async function scanFiles(options: ScanOptions): Promise<Scanned> {
  const pool = startParsePool(options.threads);
  try {
    const run = new Scan(options, pool);
    const sizes = await Promise.all(options.files.map(sizeOf));
    run.size = sizes.reduce((sum, size) => sum + size, 0);
    const scanned: ScannedFile[] = [];
    for (const [k, file] of options.files.entries()) {
      if (options.signal?.aborted) break;
      const nth = options.files.slice(0, k).filter((earlier) => earlier === file).length;
      scanned.push(await run.file(file, nth));
      run.before += sizes[k]!;
    }
    run.store();
    return { files: scanned, finished: run.finished };
  } finally {
    await pool.close();
  }
}

const sizeOf = async (file: string): Promise<number> => (file === '-' ? 0 : (await stat(file)).size);

class Scan {
  size = 0;
  before = 0;
  readonly finished: Progress[] = [];
  private records = 0;
  private readonly options: ScanOptions;
  private readonly pool: ParsePool;
  private readonly progress = new Map<string, Progress>();

  constructor(options: ScanOptions, pool: ParsePool) {
    this.options = options;
    this.pool = pool;
  }

  /** `nth` tells apart the readings of a file that is named more than once. */
  async file(path: string, nth: number): Promise<ScannedFile> {
    const { options } = this;
    const once = await isPipe(path);
    const receivedAt = options.receivedAt ?? (once ? options.now() : (await stat(path)).mtimeMs);
    const head = once ? undefined : await headOf(path);
    const key = head && progressKey(path, nth, receivedAt, head);
    const resumed = key === undefined ? undefined : this.resumable(key);
    // A JSON stream cannot be taken up in its middle: it is read again, and what is stored already is passed over.
    const from = head && layoutOf(head, false) === 'json' ? 0 : (resumed?.offset ?? 0);
    const file: ScannedFile = {
      file: inputName(path),
      source: options.source ?? (head && detected(head)),
      records: 0,
    };
    const context = { receivedAt, zone: options.zone };
    const inFlight: { chunk: Chunk; parsed: Promise<ParsedJob> }[] = [];
    let input: Input | undefined;
    let line = resumed?.line ?? 0;
    let lane = 0;

    async function* chunks(): AsyncGenerator<Chunk> {
      input = await openInput(path, from, options.signal);
      yield* chunksOf(input.stream, from, from > 0 ? 'lines' : undefined);
    }

    const finishOne = async () => {
      const { chunk, parsed } = inFlight.shift()!;
      const { delivery, lines } = await parsed;
      if (chunk.layout === 'lines') {
        for (let i = 0; i < delivery.rows.length; i++) delivery.rows.line[i]! += line;
        for (const rejected of delivery.rejected) rejected.line += line;
      }
      line += lines;
      const progress = key && { key, offset: chunk.end, line, done: false };
      if (progress && chunk.last) this.finished.push({ ...progress, done: true });
      if (resumed && from < resumed.offset && chunk.end <= resumed.offset) return;
      const origin = { name: file.file, source: file.source ?? 'unknown', ...context };
      options.engine.take(delivery, origin);
      file.records += delivery.received;
      this.records += delivery.received;
      if (progress) this.progress.set(progress.key, progress);
      if (options.engine.pendingEvents >= BATCH_EVENTS) this.store();
      const bytes = this.before + Math.min(input?.position() ?? 0, input?.size ?? 0);
      options.onProgress?.({ file: file.file, records: this.records, bytes, size: this.size });
    };

    const onTrouble = ({ message }: Error) => {
      file.trouble = `could not be read to its end: ${message}`;
    };
    for await (const chunk of untilTrouble(chunks(), onTrouble)) {
      if (options.signal?.aborted) break;
      file.source ??= detected(chunk.bytes);
      const { layout, bytes, offset, last } = chunk;
      const job = { layout, bytes, offset, last, source: file.source, context };
      inFlight.push({ chunk, parsed: this.pool.parse(job, layout === 'json' ? 0 : lane++) });
      if (inFlight.length > this.pool.threads * 2) await finishOne();
    }
    while (inFlight.length > 0) await finishOne();
    return file;
  }

  store(): void {
    this.options.engine.storeBatch({ progress: [...this.progress.values()] });
    this.progress.clear();
  }

  private resumable(key: string): Progress | undefined {
    const progress = this.options.store.progress(key);
    return progress && !progress.done ? progress : undefined;
  }
}

/** Passes chunks on until the input fails, and tells of that. */
async function* untilTrouble(
  chunks: AsyncIterable<Chunk>,
  onTrouble: (error: Error) => void,
): AsyncGenerator<Chunk> {
  try {
    yield* chunks;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    onTrouble(error);
  }
}

/** A file's first bytes, unpacked; none when it cannot be read, which its reading will tell. */
async function headOf(path: string): Promise<Buffer> {
  try {
    const { stream } = await openInput(path);
    for await (const head of stream) return head as Buffer;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
  }
  return Buffer.alloc(0);
}

/** Identity of a reading that may be interrupted: path, arrival and first bytes. */
function progressKey(path: string, nth: number, receivedAt: number, head: Buffer): string {
  const hash = createHash('sha256').update(head.subarray(0, 4096)).digest('hex');
  return `${resolve(path)}|${nth}|${receivedAt}|${hash.slice(0, 16)}`;
}

function detected(bytes: Buffer): string | undefined {
  const sample: Readable[] = [];
  const splitter = createSplitter({
    onRecord(record) {
      if (sample.length >= SAMPLE) return;
      const json = parseJsonRecord(record);
      sample.push('record' in json ? json.record : record.toString('utf8'));
    },
    onReject() {},
  });
  splitter.push(bytes.subarray(0, 1 << 18));
  return detectSource(sample)?.id;
}
