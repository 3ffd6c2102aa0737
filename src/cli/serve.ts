import { setTimeout as sleep } from 'node:timers/promises';
import { type ConfigChoice, loadSetup, openApp } from '../app.ts';
import { followSources } from '../intake/follow-sources.ts';
import { startParsePool } from '../intake/parse-pool.ts';
import { createQueueRunner } from '../intake/run-queue.ts';
import { StoreError } from '../store/store-error.ts';
import { count, say, UsageError } from './output.ts';
import { sayNotes } from './scan.ts';

/** What one process may do; in this deployment one process does it all. */
export const ROLES = ['ingest', 'detect', 'console', 'schedule'] as const;

/** Ms after which the queue is looked at even if nobody said that something came. */
const IDLE = 1000;

/** Threads that parse while this one judges: live traffic never needs more. */
const PARSERS = 1;

export interface ServeFlags {
  data: string;
  role?: string;
}

/** `homeport serve`: follows the configured files and judges what comes, until it is told to stop. */
export async function serve({ data, role }: ServeFlags, choice: ConfigChoice): Promise<number> {
  const roles = role === undefined ? [...ROLES] : role.split(',');
  const unknown = roles.find((name) => !(ROLES as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new UsageError(`there is no role ${unknown}; known are ${ROLES.join(', ')}`);
  const setup = await loadSetup(choice);
  sayNotes(setup);
  if (setup.config.sources.length === 0) {
    throw new UsageError(
      `no sources in ${setup.config.dir}/homeport.yaml: name a file to follow, or use homeport scan`,
    );
  }
  const app = await openApp(setup, data);
  const stop = new AbortController();
  const stopped = () => stop.abort();
  process.once('SIGINT', stopped).once('SIGTERM', stopped);
  const pool = startParsePool(PARSERS);
  const runner = createQueueRunner(app.queue, app.engine, pool);
  let wake = () => {};
  let failure: StoreError | undefined;
  const fail = (error: StoreError) => {
    failure = error;
    stop.abort();
  };
  try {
    const following = roles.includes('ingest')
      ? followSources({
          sources: setup.config.sources,
          queue: app.queue,
          now: Date.now,
          signal: stop.signal,
          onQueued: () => wake(),
          onTrouble(file, error) {
            say(`${file} is not followed any more: ${error.message}`);
            if (error instanceof StoreError) fail(error);
          },
        })
      : Promise.resolve();
    say(`homeport follows ${setup.config.sources.length} source(s) into ${data}; stop it with Ctrl-C`);
    app.engine.settle();
    while (!stop.signal.aborted) {
      const records = roles.includes('detect') ? await runner.step() : 0;
      if (records > 0) {
        // Timers and file events get their turn between two batches.
        await sleep(0);
        continue;
      }
      app.engine.settle();
      await new Promise<void>((resolve) => {
        wake = resolve;
        const timer = setTimeout(resolve, IDLE);
        stop.signal.addEventListener('abort', () => resolve(), { once: true });
        timer.unref();
      });
    }
    await following;
    if (failure) throw failure;
    const { waiting } = app.queue.depth();
    say(
      `Stopped. ${waiting === 0 ? 'Everything that came has been judged.' : `${count(waiting)} jobs wait for the next start.`}`,
    );
    return 0;
  } finally {
    process.off('SIGINT', stopped).off('SIGTERM', stopped);
    await pool.close();
    await app.close();
  }
}
