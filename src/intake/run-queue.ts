import type { Delivery } from '../engine/delivery.ts';
import type { Engine } from '../engine/engine.ts';
import type { Job, Queue } from '../queue/port.ts';
import type { RecordCount, Store } from '../store/port.ts';
import { countLines } from './parse-job.ts';
import type { ParsePool } from './parse-pool.ts';
import { firstLine } from './parse-run.ts';

/** Bytes of raw records judged in one transaction: some 50 ms of work, so that readers and people hardly wait. */
const BATCH_BYTES = 2 << 20;
/** Jobs looked at for one batch. */
const BATCH_JOBS = 64;
/** Batches parsed in other threads while one is judged in this. */
const AHEAD = 2;

export interface QueueRunner {
  /** Judges the oldest batch that waits; returns the records accounted for, 0 when the queue is empty. */
  step(): Promise<number>;
}

/** A job, and what its records have become or why they could not be parsed. */
interface ParsedBatchJob {
  job: Omit<Job, 'body'>;
  lines: number;
  parsed: Promise<Delivery | { reason: string }>;
}

/**
 * Takes the oldest jobs, judges what is in them and acknowledges them in the same transaction, while the next ones
 * are being parsed. A job that cannot be processed is set aside with its reason, so that it never blocks the next.
 */
export function createQueueRunner(queue: Queue, engine: Engine, pool: ParsePool): QueueRunner {
  const ahead: ParsedBatchJob[][] = [];
  let newest = 0;

  function lookAhead(): void {
    while (ahead.length < AHEAD) {
      const jobs = firstBytes(queue.take(BATCH_JOBS, newest));
      if (jobs.length === 0) return;
      newest = jobs.at(-1)!.id;
      ahead.push(jobs.map((job) => parseJob(job, pool)));
    }
  }

  return {
    async step() {
      lookAhead();
      const batch = ahead.shift();
      if (!batch) return 0;
      const records: RecordCount[] = [];
      const acknowledged: number[] = [];
      let taken = 0;
      for (const { job, lines, parsed } of batch) {
        const { id, source, name, receivedAt, zone, line } = job;
        const delivery = await parsed;
        if ('reason' in delivery) {
          queue.fail(id, delivery.reason);
          records.push({ source, outcome: 'dead-lettered', reason: delivery.reason, n: lines });
          continue;
        }
        for (let i = 0; i < delivery.rows.length; i++) delivery.rows.line[i]! += line;
        for (const rejected of delivery.rejected) rejected.line += line;
        engine.take(delivery, { name, source, receivedAt, zone });
        taken += delivery.received;
        acknowledged.push(id);
      }
      lookAhead();
      engine.storeAndJudge({ acknowledged, records });
      return taken + records.reduce((sum, { n }) => sum + n, 0);
    },
  };
}

function parseJob({ body, ...job }: Job, pool: ParsePool): ParsedBatchJob {
  // The bytes are handed over to the other thread: they must share no memory with anything here.
  const bytes = Buffer.allocUnsafeSlow(body.length);
  body.copy(bytes);
  const { source, offset, receivedAt, zone } = job;
  const parsed = pool.parse(
    {
      layout: 'lines',
      bytes,
      offset,
      last: true,
      source: source === 'unknown' ? undefined : source,
      context: { receivedAt, zone },
    },
    job.id,
  );
  return {
    job,
    lines: countLines(body),
    parsed: parsed.then(
      ({ delivery }) => delivery,
      (error: unknown) => ({ reason: firstLine(error) }),
    ),
  };
}

/** Puts jobs set aside back in line, their records uncounted until they are taken again; returns how many jobs. */
export function reviveJobs(queue: Queue, store: Store): number {
  const dead = store.records().filter(({ outcome }) => outcome === 'dead-lettered');
  store.commit({ records: dead.map((counted) => ({ ...counted, n: -counted.n })) });
  return queue.revive();
}

function firstBytes(jobs: readonly Job[]): Job[] {
  let bytes = 0;
  const end = jobs.findIndex(({ body }) => {
    bytes += body.length;
    return bytes > BATCH_BYTES;
  });
  return end < 0 ? [...jobs] : jobs.slice(0, Math.max(1, end));
}
