import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type RowColumns, Rows } from '../store/rows.ts';
import type { ParsedJob, ParseJob } from './parse-job.ts';

/** More parsers than this outrun the one writer. */
const MAX_THREADS = 4;

/** A parser keeps nothing from chunk to chunk: a small heap, collected often, costs little time and saves much memory. */
const HEAP = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };

export interface ParsePool {
  threads: number;
  /** The job's memory is handed over. Jobs of one lane are parsed in order by one thread. */
  parse(job: ParseJob, lane: number): Promise<ParsedJob>;
  close(): Promise<void>;
}

export function startParsePool(threads = Math.min(MAX_THREADS, availableParallelism())): ParsePool {
  const lanes = Array.from({ length: threads }, () => new Lane());
  return {
    threads,
    parse: (job, lane) => lanes[lane % threads]!.parse(job),
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

class Lane {
  private readonly waiting: { resolve(parsed: ParsedJob): void; reject(error: unknown): void }[] = [];
  private readonly worker: Worker;

  constructor() {
    // The thread's file has this file's own ending: .ts in a checkout, .js once compiled.
    this.worker = new Worker(new URL(`./parse-thread${extname(import.meta.filename)}`, import.meta.url), {
      resourceLimits: HEAP,
    });
    this.worker.on('message', (parsed: ParsedJob) => {
      parsed.delivery.rows = Rows.revive(parsed.delivery.rows as RowColumns);
      this.waiting.shift()?.resolve(parsed);
    });
    this.worker.on('error', (error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  parse(job: ParseJob): Promise<ParsedJob> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(job, [job.bytes.buffer as ArrayBuffer]);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
