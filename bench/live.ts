import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { loadSetup, openApp } from '../src/app.ts';
import { startParsePool } from '../src/intake/parse-pool.ts';
import { createQueueRunner } from '../src/intake/run-queue.ts';
import { report } from './report.ts';

/**
 * The live path: raw records into the durable queue, from there judged in small transactions, the raw copy kept.
 * Usage: live.ts FOLDER DATA RECORDS
 */
const [folder = '', data = '', limit = '0'] = process.argv.slice(2);
const CHUNK = 1024 * 1024;
/** Bytes put before each batch that is taken, as when records come faster than they are judged. */
const BACKLOG = 2 * CHUNK;
const setup = await loadSetup({ dir: join(folder, 'config'), explicit: true });
const app = await openApp(setup, data);
const pool = startParsePool(1);
const runner = createQueueRunner(app.queue, app.engine, pool);
const measured = report.start();
let records = 0;
let queued = 0;
let held: Buffer = Buffer.alloc(0);
let offset = 0;
let line = 0;
for await (const piece of createReadStream(join(folder, 'okta.ndjson'), { highWaterMark: CHUNK })) {
  const all = Buffer.concat([held, piece as Buffer]);
  const cut = all.lastIndexOf(10) + 1;
  const body = all.subarray(0, cut);
  app.queue.put({
    source: 'okta',
    name: 'okta.ndjson',
    receivedAt: Date.now(),
    zone: 'UTC',
    offset,
    line,
    body,
  });
  for (let at = body.indexOf(10); at >= 0; at = body.indexOf(10, at + 1)) line++;
  offset += cut;
  held = Buffer.from(all.subarray(cut));
  queued += body.length;
  if (queued < BACKLOG) continue;
  queued = 0;
  records += await runner.step();
  measured.mark(records);
  if (records >= Number(limit)) break;
}
for (let n = await runner.step(); n > 0; n = await runner.step()) {
  records += n;
  measured.mark(records);
}
app.engine.settle();
await pool.close();
await app.close();
measured.end(records);
