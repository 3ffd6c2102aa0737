import { VERDICTS, type Verdict } from '../alerts/case.ts';
import { type ConfigChoice, loadSetup, openApp } from '../app.ts';
import { retryRejected } from '../intake/retry.ts';
import { reviveJobs } from '../intake/run-queue.ts';
import { count, print, UsageError } from './output.ts';

/** `homeport verdict`: closes a case with a verdict and a reason. */
export async function verdict(
  id: string,
  word: string,
  { reason, data }: { reason: string; data: string },
  choice: ConfigChoice,
): Promise<number> {
  if (!(VERDICTS as readonly string[]).includes(word)) {
    throw new UsageError(`${word} is no verdict; write one of ${VERDICTS.join(', ')}`);
  }
  if (reason.trim() === '') throw new UsageError('a verdict needs a reason: --reason "…"');
  const app = await openApp(await loadSetup(choice), data);
  try {
    const record = app.store.case(id);
    if (!record) throw new UsageError(`there is no case ${id} in ${data}`);
    const decision = { id, status: 'closed' as const, verdict: word as Verdict, reason, at: Date.now() };
    app.store.commit({ decisions: [{ ...app.store.decision(id), ...decision }] });
    app.engine.refreshCases(record.worker);
    print(`case ${id} of ${record.worker}: closed, ${word}`);
    return 0;
  } finally {
    await app.close();
  }
}

/** `homeport rebuild`: every state, alert and case anew from the event log. */
export async function rebuild({ data }: { data: string }, choice: ConfigChoice): Promise<number> {
  const app = await openApp(await loadSetup(choice), data);
  try {
    const workers = app.engine.markForRebuild();
    app.engine.settle();
    print(`${count(workers)} workers judged anew`);
    return 0;
  } finally {
    await app.close();
  }
}

/** `homeport retry`: rejected records, jobs set aside and failed evaluations, taken up again after a fix. */
export async function retry({ data }: { data: string }, choice: ConfigChoice): Promise<number> {
  const app = await openApp(await loadSetup(choice), data);
  try {
    const { read, understood } = retryRejected(app);
    const jobs = reviveJobs(app.queue, app.store);
    const failed = app.engine.markForRebuild((worker) => {
      const counts = app.store.subject(worker)?.state.counts ?? {};
      return Object.keys(counts).some((name) => name.includes('|failed|'));
    });
    app.engine.settle();
    print(`${count(read)} rejected records read again, ${count(understood)} understood now`);
    print(
      `${count(failed)} workers with failed evaluations judged anew; ${count(jobs)} jobs back in line for serve`,
    );
    return 0;
  } finally {
    await app.close();
  }
}
