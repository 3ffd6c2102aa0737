import type { AnyWorkerDetector, FactName, Finding, JudgedLogin, Seen } from '../../src/kit/index.ts';
import { DAY, startOfDay, utcDay } from '../../src/kit/index.ts';
import { deepFreeze } from './freeze.ts';

/** What became of one event under one detector. */
export type Evaluation =
  | { outcome: 'ignored' | 'not-evaluated'; reason: string; findings: [] }
  | { outcome: 'quiet' | 'fired'; findings: Finding[] };

/** A finding after collapse: one per finding id, key and UTC day. */
export interface FoldedAlert {
  finding: string;
  key: string;
  day: number;
  /** Time of the last firing, ms. */
  time: number;
  count: number;
  evidence: unknown;
  confidence: number;
}

interface Entry {
  event: JudgedLogin;
  evaluation: Evaluation;
  fired: { time: number; finding: Finding }[];
  /** The state after the event, as JSON. */
  state: string;
}

/**
 * The semantics of detection in their simplest form, for one worker: keep every event once, in the order (time, id);
 * an event that arrives out of order rewinds to the state before its place and folds again. Between events the state
 * goes through JSON and its schema; everything a detector is handed is deeply frozen.
 */
export function createFold(detector: AnyWorkerDetector, config: unknown) {
  const settings = deepFreeze(config);
  let log: Entry[] = [];

  const judge = (before: Entry | undefined, event: JudgedLogin): Entry => {
    let state = deepFreeze(detector.State.parse(before ? JSON.parse(before.state) : {}));
    const fired: Entry['fired'] = [];
    const keep = (time: number, findings: Finding[]) =>
      fired.push(...findings.map((finding) => ({ time, finding })));

    if (detector.tick && before) {
      for (let asOf = startOfDay(utcDay(before.event.time)) + DAY; asOf <= event.time; asOf += DAY) {
        const judged = detector.tick({ asOf, state, config: settings, finding: raise, withdraw });
        state = deepFreeze(judged.state);
        keep(asOf, judged.findings);
      }
    }
    const evaluation = ((): Evaluation => {
      const missing = detector.needs.find((need) => event[need] === undefined);
      if (missing) return { outcome: 'not-evaluated', reason: missing, findings: [] };
      const seen = deepFreeze(narrow(detector, event));
      const relevant = detector.relevant({ event: seen, config: settings });
      if (relevant !== true) return { outcome: 'ignored', reason: relevant, findings: [] };
      const judged = detector.evaluate({ event: seen, state, config: settings, finding: raise, withdraw });
      state = judged.state;
      const findings = judged.findings;
      return { outcome: findings.some(({ kind }) => kind === 'raise') ? 'fired' : 'quiet', findings };
    })();
    keep(event.time, evaluation.findings);
    return { event, evaluation, fired, state: JSON.stringify(state) };
  };

  return {
    /** Takes an event in any order and any number of times. */
    deliver(event: JudgedLogin): void {
      if (log.some((entry) => entry.event.id === event.id)) return;
      const later = log.findIndex((entry) => comesAfter(entry.event, event));
      const index = later < 0 ? log.length : later;
      const again = [event, ...log.slice(index).map((entry) => entry.event)];
      log = log.slice(0, index);
      for (const next of again) log.push(judge(log.at(-1), next));
    },
    /** In event order. */
    entries: (): readonly Entry[] => log,
    alerts: (): FoldedAlert[] => collapse(log.flatMap((entry) => entry.fired)),
  };
}

const raise = (id: string, evidence: unknown, key: string, { confidence = 1 } = {}): Finding => ({
  kind: 'raise',
  id,
  evidence: JSON.parse(JSON.stringify(evidence)),
  key,
  confidence,
});
const withdraw = (id: string, key: string): Finding => ({ kind: 'withdraw', id, key });

const comesAfter = (a: JudgedLogin, b: JudgedLogin): boolean =>
  a.time > b.time || (a.time === b.time && a.id > b.id);

/** A detector sees the facts it declared and no others. */
function narrow(detector: AnyWorkerDetector, event: JudgedLogin) {
  const { worker, place, network, claim, ...login } = event;
  const facts = { worker, place, network, claim };
  const declared = new Set([...detector.needs, ...detector.uses]);
  const seen = { ...login, ...Object.fromEntries([...declared].map((fact) => [fact, facts[fact]])) };
  return seen as Seen<FactName, FactName>;
}

function collapse(fired: readonly { time: number; finding: Finding }[]): FoldedAlert[] {
  const alerts = new Map<string, FoldedAlert>();
  for (const { time, finding } of fired) {
    const day = utcDay(time);
    const slot = JSON.stringify([finding.id, finding.key, day]);
    if (finding.kind === 'withdraw') {
      alerts.delete(slot);
    } else {
      const { id, key, evidence, confidence } = finding;
      const count = (alerts.get(slot)?.count ?? 0) + 1;
      alerts.set(slot, { finding: id, key, day, time, count, evidence, confidence });
    }
  }
  const rank = ({ time, finding, key }: FoldedAlert) => [String(time).padStart(15, '0'), finding, key];
  return [...alerts.values()].sort((a, b) => (rank(a).join('\n') < rank(b).join('\n') ? -1 : 1));
}
