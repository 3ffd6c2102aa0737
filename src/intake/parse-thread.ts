import { parentPort } from 'node:worker_threads';
import { createParser, type ParseJob } from './parse-job.ts';

/** A thread of the parse pool: one job in, one delivery out, in order. */
const parse = createParser();
parentPort?.on('message', (job: ParseJob) => {
  const parsed = parse(job);
  parentPort?.postMessage(parsed, parsed.delivery.rows.buffers());
});
