import { SEVERITIES } from '#kit';
import { LEAD_NOTICE } from '../alerts/document.ts';
import { bySeverity } from '../alerts/score.ts';
import { detectors } from '../app.ts';
import type { ScannedFile } from '../intake/scan.ts';
import type { Store } from '../store/port.ts';
import { RECORD_OUTCOMES } from '../store/port.ts';
import { colour, count, print, severityText, table } from './output.ts';

/** Cases shown with their sentence. */
const WORST = 10;

/** What a run came to, for people: alerts by detector and severity, the worst cases, and what was left out. */
export function printSummary(store: Store, files: readonly ScannedFile[] = []): void {
  for (const { file, source, records, trouble } of files) {
    const format = source ?? 'no source recognises it; name one with --source';
    print(`${file}: ${count(records)} records (${format})${trouble ? colour.red(`; ${trouble}`) : ''}`);
  }
  if (files.length > 0) print();
  printRecords(store);
  printAlerts(store);
  printCases(store);
}

function printRecords(store: Store): void {
  const records = store.records();
  const total = (outcome?: string) =>
    records.reduce((sum, record) => (outcome && record.outcome !== outcome ? sum : sum + record.n), 0);
  print(
    `${count(total())} records received = ${RECORD_OUTCOMES.map((outcome) => `${count(total(outcome))} ${outcome}`).join(' + ')}`,
  );
  const left = records.filter(({ outcome }) => outcome !== 'accepted' && outcome !== 'duplicate');
  if (left.length > 0) {
    const rows = left
      .toSorted((a, b) => b.n - a.n)
      .map(({ source, outcome, reason, n }) => [source, outcome, reason, n] as const);
    print(table(['source', 'left out', 'why', 'records'], rows));
  }
  const blind = store
    .evaluations()
    .filter(({ outcome }) => outcome === 'not-evaluated' || outcome === 'failed');
  if (blind.length > 0) {
    print(colour.bold('\nEvents that a detector could not judge'));
    print(
      table(
        ['detector', 'outcome', 'why', 'events'],
        blind.map(({ detector, outcome, reason, n }) => [
          detector,
          outcome,
          outcome === 'failed' ? reason : `no ${reason}`,
          n,
        ]),
      ),
    );
  }
}

function printAlerts(store: Store): void {
  const counts = new Map<string, number>();
  for (const { detector, severity, status, shadow } of store.alerts()) {
    if (status !== 'open' || shadow) continue;
    counts.set(`${detector}|${severity}`, (counts.get(`${detector}|${severity}`) ?? 0) + 1);
  }
  const levels = SEVERITIES.toReversed();
  print(colour.bold('\nAlerts by detector and severity'));
  const rows = detectors.map(({ id }) => [id, ...levels.map((level) => counts.get(`${id}|${level}`) ?? 0)]);
  print(table(['detector', ...levels], rows));
}

function printCases(store: Store): void {
  const open = [...store.cases()]
    .map((record) => record.case)
    .filter(({ status }) => status !== 'withdrawn' && status !== 'closed');
  const levels = SEVERITIES.toReversed().map((level) => {
    return `${count(open.filter(({ severity }) => severity === level).length)} ${level}`;
  });
  print(
    colour.bold(
      `\n${count(open.length)} ${open.length === 1 ? 'open case' : 'open cases'}: ${levels.join(', ')}`,
    ),
  );
  const worst = open.sort(
    (a, b) => bySeverity(a.severity, b.severity) || b.score - a.score || (a.id < b.id ? -1 : 1),
  );
  for (const { id, severity, score, worker, sentence } of worst.slice(0, WORST)) {
    print(`\n${severityText(severity)} ${score.toFixed(2)}  ${colour.bold(worker)}  ${colour.dim(id)}`);
    print(`  ${sentence}`);
  }
  if (worst.length > WORST)
    print(`\nand ${count(worst.length - WORST)} more, all in the document that --cases writes`);
  if (open.length > 0) print(`\n${LEAD_NOTICE}`);
}
