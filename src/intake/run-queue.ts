import type { Engine } from '../engine/engine.ts';
import type { Job, Queue } from '../queue/port.ts';
import { createParser } from './parse-job.ts';

/** Bytes of raw records judged in one transaction: some 50 ms of work, so that readers and people hardly wait. */
const BATCH_BYTES = 2 << 20;
/** Jobs looked at for one batch. */
const BATCH_JOBS = 64;

/**
 * Takes the oldest jobs, judges what is in them and acknowledges them, all in one transaction. A job that cannot be
 * processed is set aside with its reason, so that it never blocks the next. Returns the records taken; 0 when the
 * queue is empty.
 */
export function runQueue(queue: Queue, engine: Engine): number {
  const jobs = firstBytes(queue.take(BATCH_JOBS));
  if (jobs.length === 0) return 0;
  const parse = createParser();
  let records = 0;
  const acknowledged: number[] = [];
  for (const job of jobs) {
    const { id, source, name, receivedAt, zone, offset, line, body } = job;
    const context = { receivedAt, zone };
    const { delivery } = parse({
      layout: 'lines',
      bytes: body,
      offset,
      last: true,
      source: source === 'unknown' ? undefined : source,
      context,
    });
    for (let i = 0; i < delivery.rows.length; i++) delivery.rows.line[i]! += line;
    for (const rejected of delivery.rejected) rejected.line += line;
    engine.take(delivery, { name, source, ...context });
    records += delivery.received;
    acknowledged.push(id);
  }
  engine.storeAndJudge({ acknowledged });
  return records;
}

function firstBytes(jobs: readonly Job[]): Job[] {
  let bytes = 0;
  const end = jobs.findIndex(({ body }) => {
    bytes += body.length;
    return bytes > BATCH_BYTES;
  });
  return end < 0 ? [...jobs] : jobs.slice(0, Math.max(1, end));
}
