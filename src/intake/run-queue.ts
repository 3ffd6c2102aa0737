import type { Delivery } from '../engine/delivery.ts';
import type { Engine } from '../engine/engine.ts';
import type { Job, Queue } from '../queue/port.ts';
import type { RecordCount, Store } from '../store/port.ts';
import { countLines, createParser } from './parse-job.ts';
import { firstLine } from './parse-run.ts';

/** Bytes of raw records judged in one transaction: some 50 ms of work, so that readers and people hardly wait. */
const BATCH_BYTES = 2 << 20;
/** Jobs looked at for one batch. */
const BATCH_JOBS = 64;

/**
 * Takes the oldest jobs, judges what is in them and acknowledges them, all in one transaction. A job that cannot be
 * processed is set aside with its reason, so that it never blocks the next. Returns the records accounted for;
 * 0 when the queue is empty.
 */
export function runQueue(queue: Queue, engine: Engine): number {
  const jobs = firstBytes(queue.take(BATCH_JOBS));
  if (jobs.length === 0) return 0;
  const parse = createParser();
  let taken = 0;
  const acknowledged: number[] = [];
  const records: RecordCount[] = [];
  for (const job of jobs) {
    const { id, source, name, receivedAt, zone, line } = job;
    const context = { receivedAt, zone };
    let delivery: Delivery;
    try {
      delivery = deliveryOf(job, parse);
    } catch (error) {
      const reason = firstLine(error);
      queue.fail(id, reason);
      records.push({ source, outcome: 'dead-lettered', reason, n: countLines(job.body) });
      continue;
    }
    for (let i = 0; i < delivery.rows.length; i++) delivery.rows.line[i]! += line;
    for (const rejected of delivery.rejected) rejected.line += line;
    engine.take(delivery, { name, source, ...context });
    taken += delivery.received;
    acknowledged.push(id);
  }
  engine.storeAndJudge({ acknowledged, records });
  return taken + records.reduce((sum, { n }) => sum + n, 0);
}

/** Puts jobs set aside back in line, their records uncounted until they are taken again; returns how many jobs. */
export function reviveJobs(queue: Queue, store: Store): number {
  const dead = store.records().filter(({ outcome }) => outcome === 'dead-lettered');
  store.commit({ records: dead.map((counted) => ({ ...counted, n: -counted.n })) });
  return queue.revive();
}

function deliveryOf(
  { source, receivedAt, zone, offset, body }: Job,
  parse: ReturnType<typeof createParser>,
): Delivery {
  const { delivery } = parse({
    layout: 'lines',
    bytes: body,
    offset,
    last: true,
    source: source === 'unknown' ? undefined : source,
    context: { receivedAt, zone },
  });
  return delivery;
}

function firstBytes(jobs: readonly Job[]): Job[] {
  let bytes = 0;
  const end = jobs.findIndex(({ body }) => {
    bytes += body.length;
    return bytes > BATCH_BYTES;
  });
  return end < 0 ? [...jobs] : jobs.slice(0, Math.max(1, end));
}
