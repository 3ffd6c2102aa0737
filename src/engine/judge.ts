import type { Facts } from '../event/facts.ts';
import type { AnyWorkerDetector, Finding, JudgedLogin, Judgement, Login } from '../kit/define.ts';

export type Evaluation =
  | { outcome: 'ignored' | 'not-evaluated' | 'failed'; reason: string }
  | { outcome: 'quiet' | 'fired'; reason: ''; state: unknown; findings: Finding[] };

/** `finding(…)` as detectors call it. */
export const raise = (id: string, evidence: unknown, key: string, { confidence = 1 } = {}): Finding => ({
  kind: 'raise',
  id,
  evidence,
  key,
  confidence,
});
const withdraw = (id: string, key: string): Finding => ({ kind: 'withdraw', id, key });

/**
 * One event before one detector: exactly one outcome, with its reason. A throw is the outcome `failed` and leaves
 * the state as it was; the error's first line is the reason, so that one broken detector is one line in the ledger.
 */
export function judge(
  detector: AnyWorkerDetector,
  event: JudgedLogin,
  state: unknown,
  config: unknown,
): Evaluation {
  for (const fact of detector.needs) {
    if (event[fact] === undefined) return { outcome: 'not-evaluated', reason: fact };
  }
  return attempt(() => {
    // What a detector needs has just been checked, and its own types hide what it did not declare.
    const seen = event as Login & Facts;
    const relevant = detector.relevant({ event: seen, config });
    if (relevant !== true) return { outcome: 'ignored', reason: relevant };
    return outcomeOf(detector.evaluate({ event: seen, state, config, finding: raise, withdraw }));
  });
}

/** A midnight before one detector that watches for absence. */
export function judgeMidnight(
  detector: AnyWorkerDetector,
  asOf: number,
  state: unknown,
  config: unknown,
): Evaluation {
  const { tick } = detector;
  if (!tick) return { outcome: 'ignored', reason: 'no tick' };
  return attempt(() => outcomeOf(tick({ asOf, state, config, finding: raise, withdraw })));
}

function outcomeOf({ state, findings }: Judgement<unknown>): Evaluation {
  const fired = findings.some(({ kind }) => kind === 'raise');
  return { outcome: fired ? 'fired' : 'quiet', reason: '', state, findings };
}

function attempt(work: () => Evaluation): Evaluation {
  try {
    return work();
  } catch (error) {
    return {
      outcome: 'failed',
      reason: reasonOf(error),
    };
  }
}

/** What a bug is counted under: the first line of what was thrown. */
export const reasonOf = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n', 1)[0]!;
