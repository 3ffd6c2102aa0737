import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadSetup, openApp } from '../app.ts';
import { simulate } from '../simulate/index.ts';
import { colour, count, print, rateMeter, startProgress } from './output.ts';
import { run } from './scan.ts';
import { printSummary } from './summary.ts';

export interface DemoFlags {
  workers: string;
  days: string;
  seed: string;
  out: string;
}

/** `homeport demo`: a simulated company through the real pipeline, from its raw logs to the worst cases. */
export async function demo({ workers, days, seed, out }: DemoFlags): Promise<number> {
  const folder = resolve(out);
  await rm(folder, { recursive: true, force: true });
  print(`Simulating ${workers} remote workers for ${days} days: Okta and Cisco ASA logs in ${folder}`);
  const simulating = startProgress('writing', Number(days));
  const rate = rateMeter();
  const { files, records } = await simulate(
    { out: folder, seed, workers: Number(workers), days: Number(days), truthEvents: false },
    ({ day, records }) => simulating.update(day, { detail: rate(records) }),
  );
  simulating.stop();
  print(`${count(records.okta)} Okta records, ${count(records.asa)} Cisco ASA lines\n`);

  const data = join(folder, 'data');
  const setup = await loadSetup({ dir: files.config, explicit: true });
  const app = await openApp(setup, data);
  try {
    const { scanned, finished } = await run(app, [files.okta, ...(files.asa ? [files.asa] : [])], {});
    printSummary(app.store, scanned);
    app.store.commit({ progress: finished });
  } finally {
    await app.close();
  }
  print(`\n${colour.bold('Where things lie')}`);
  print(`  logs      ${folder}`);
  print(`  settings  ${files.config}`);
  print(`  data      ${data}    (homeport explain CASE --config ${files.config} --data ${data})`);
  print(`  truth     ${files.users}    (who was what; the pipeline never reads it)`);
  return 0;
}
