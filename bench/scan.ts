import { join } from 'node:path';
import { loadSetup, openApp } from '../src/app.ts';
import { scanFiles } from '../src/intake/scan.ts';
import { report } from './report.ts';

/** `scan` of an Okta file through everything into a durable data folder. Usage: scan.ts FOLDER DATA [THREADS] */
const [folder = '', data = '', threads] = process.argv.slice(2);
const setup = await loadSetup({ dir: join(folder, 'config'), explicit: true });
const measured = report.start();
const app = await openApp(setup, data);
const { files } = await scanFiles({
  files: [join(folder, 'okta.ndjson')],
  engine: app.engine,
  store: app.store,
  zone: 'UTC',
  now: Date.now,
  onProgress: ({ records }) => measured.mark(records),
  ...(threads ? { threads: Number(threads) } : {}),
});
app.engine.settle();
await app.close();
measured.end(files[0]!.records);
