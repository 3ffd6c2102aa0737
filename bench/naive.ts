import { parseArgs } from 'node:util';
import type { App } from '../src/app.ts';
import { print, table } from '../src/cli/output.ts';
import { unpackEvent } from '../src/event/packed.ts';
import { outcomesOf } from '../src/measure/company.ts';
import { type Figures, figuresOf } from '../src/measure/figures.ts';
import { measure } from '../src/measure/measure.ts';
import type { Judged, Level, Outcome } from '../src/measure/outcome.ts';
import { compareRows } from '../src/store/rows.ts';
import { type Login, NAIVE_RULES } from './naive-rules.ts';

/**
 * The rules that products ship, beside ours on the same traffic, worker by worker.
 * `npx node bench/naive.ts --seeds 4 --workers 150 --days 30`
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '4' },
    workers: { type: 'string', default: '150' },
    days: { type: 'string', default: '30' },
  },
});
const [seeds, workers, days] = [values.seeds, values.workers, values.days].map(Number) as [
  number,
  number,
  number,
];

const naive = new Map<string, Outcome[]>(Object.keys(NAIVE_RULES).map((name) => [name, []]));
const { outcomes, records } = await measure(
  { seeds, workers, days, stealth: [0, 0.25, 0.5, 0.75, 1], live: 0, ablations: [] },
  {
    async onScanned(app, company) {
      for (const [name, judged] of judgedNaively(app)) {
        naive.get(name)!.push(...(await outcomesOf(company, judged)));
      }
    },
  },
);
print(`${seeds} simulated companies of ${workers} workers over ${days} days, ${records} records`);
const ours = figuresOf(outcomes, days);
print(
  table(
    ['rule', 'precision', 'recall', 'F1', 'false per 1,000 and 30 days', 'precision at 0.1 %', 'median days'],
    [
      ...[...naive].map(([name, some]) => row(name, figuresOf(some, days), 'high')),
      row('homeport, Medium and above', ours, 'medium'),
      row('homeport, High and above', ours, 'high'),
    ],
  ),
);

/** A naive alarm has no levels: it is taken for High. */
function judgedNaively(app: App): Map<string, Map<string, Judged>> {
  const byRule = new Map(Object.keys(NAIVE_RULES).map((name) => [name, new Map<string, Judged>()]));
  for (const [worker, logins] of loginsOf(app)) {
    for (const [name, rule] of Object.entries(NAIVE_RULES)) {
      const time = rule(logins);
      if (time === undefined) continue;
      byRule.get(name)!.set(worker, {
        worker,
        severity: 'high',
        reached: { high: time, medium: time },
        alerts: [{ detector: 'naive', finding: name, time, firstTime: time, event: undefined }],
      });
    }
  }
  return byRule;
}

/** Successful logins by worker, in the order of their time, with the facts that our own detectors see. */
function loginsOf({ store }: App): Map<string, Login[]> {
  const workers = new Map(store.accounts().map(({ id, worker }) => [id, worker]));
  const facts = new Map([...store.facts()].map((fact) => [fact.id, fact]));
  const byWorker = new Map<string, Login[]>();
  for (const { rows } of store.everyone()) {
    for (const { rows: columns, i } of rows.toSorted(compareRows)) {
      const time = columns.time[i]!;
      const { event, homeport } = unpackEvent(columns.document(i), time);
      if (event.outcome !== 'success' || !['login', 'vpn-connect'].includes(event.action)) continue;
      const { place, network } = facts.get(columns.fact[i]!) ?? {};
      const login = {
        time,
        place,
        anonymised: network?.anonymiser !== undefined || homeport.provider?.is_proxy === true,
      };
      const worker = workers.get(columns.account[i]!)!;
      const known = byWorker.get(worker);
      if (known) known.push(login);
      else byWorker.set(worker, [login]);
    }
  }
  for (const logins of byWorker.values()) logins.sort((a, b) => a.time - b.time);
  return byWorker;
}

function row(name: string, { levels }: Figures, level: Level): string[] {
  const { precision, recall, f1, falseAlarms, ppv, days: taken } = levels[level];
  const text = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? '–';
  return [
    name,
    text(precision.value, 3),
    text(recall.value, 3),
    text(f1.value, 3),
    text(falseAlarms.perThousand, 1),
    text(ppv.find(({ prevalence }) => prevalence === 0.001)?.value, 3),
    text(taken.median, 1),
  ];
}
