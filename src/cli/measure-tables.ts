import type { Comparison } from '../measure/compare.ts';
import type { Figures, Rate, ScenarioRow } from '../measure/figures.ts';
import { LEVELS, type Level } from '../measure/outcome.ts';
import type { Report } from '../measure/report.ts';
import type { Share } from '../measure/statistics.ts';
import { colour, count, print, table } from './output.ts';

export const LEVEL_TITLES: Record<Level, string> = {
  high: 'High and above',
  medium: 'Medium and above',
};

const number = (value: number | undefined, digits = 3): string =>
  value === undefined ? '–' : value.toFixed(digits);

/** `0.912 (0.85–0.95), 52 of 57`. */
const share = ({ value, low, high, hits, of }: Share): string =>
  value === undefined ? '–' : `${number(value)} (${number(low, 2)}–${number(high, 2)}), ${hits} of ${of}`;

const rate = ({ workers, perThousand, low, high }: Rate): string =>
  `${number(perThousand, 1)} (${number(low, 1)}–${number(high, 1)}), ${workers} workers`;

const found = ({ hits, of }: Share): string => `${hits} of ${of}`;

function section(title: string, text: string): void {
  print(colour.bold(`\n${title}`));
  print(text);
}

/** Everything that a run measured, for people. */
export function printReport(report: Report): void {
  const { options, records, figures } = report;
  const { benign, malicious, blindSpots, policyViolations } = figures.workers;
  print(
    `${options.seeds} simulated companies of ${options.workers} workers over ${options.days} days, ${count(records)} records`,
  );
  print(
    `${count(benign)} honest workers, ${count(malicious)} frauds that logs can show, ${count(blindSpots)} that they cannot, ${count(policyViolations)} policy violations (in no figure)`,
  );
  printFigures(figures);
  section(
    'Targets',
    table(
      ['', 'goal', 'measured', ''],
      report.targets.map(({ what, goal, value, met }) => [
        what,
        goal,
        number(value),
        met ? colour.green('met') : colour.red('missed'),
      ]),
    ),
  );
  section('Recall by scenario and stealth', scenarioTable(report.scenarios));
  section('Known blind spots, in no figure above', scenarioTable(report.blindSpots));
  printCauses(report);
  printHardNegatives(report);
  const violations = Object.entries(report.policyViolations).map(([severity, n]) => `${n} ${severity}`);
  section('Policy violations, neither fraud nor false alarm', violations.join(', '));
  if (report.ablations.length > 0) section('Without …', ablationTable(report));
  if (report.stability) printStability(report.stability);
}

/** The headline at both levels. */
export function printFigures({ levels }: Figures): void {
  const rows: [string, (level: Level) => string][] = [
    ['precision', (level) => share(levels[level].precision)],
    ['recall', (level) => share(levels[level].recall)],
    ['  by the cases as they are in the end', (level) => share(levels[level].recallAtEnd)],
    ['F1', (level) => share(levels[level].f1).split(',')[0]!],
    ['false alarms per 1,000 honest workers and 30 days', (level) => rate(levels[level].falseAlarms)],
    ['  of those who play no look-alike', (level) => rate(levels[level].falseAlarmsOrdinary)],
    ...levels.high.ppv.map(({ prevalence }, i): [string, (level: Level) => string] => [
      `precision if ${(prevalence * 100).toFixed(2)} % are frauds`,
      (level) => number(levels[level].ppv[i]!.value),
    ]),
    ['days to detection, median', (level) => number(levels[level].days.median, 1)],
    ['days to detection, 95 %', (level) => number(levels[level].days.p95, 1)],
  ];
  section(
    'Worker by worker (95 % intervals)',
    table(
      ['', ...LEVELS.map((level) => LEVEL_TITLES[level])],
      rows.map(([what, cell]) => [what, ...LEVELS.map(cell)]),
    ),
  );
}

function scenarioTable(rows: readonly ScenarioRow[]): string {
  return table(
    ['scenario', 'stealth', ...LEVELS.map((level) => LEVEL_TITLES[level])],
    rows.map(({ scenario, stealth, found: by }) => [
      stealth === undefined ? scenario : '',
      stealth === undefined ? 'all' : String(stealth),
      ...LEVELS.map((level) => (stealth === undefined ? share(by[level]) : found(by[level]))),
    ]),
  );
}

function printCauses({ causes }: Report): void {
  if (causes.length === 0) return;
  section(
    'False alarms by cause',
    table(
      ['cause', ...LEVELS.map((level) => LEVEL_TITLES[level]), 'findings'],
      causes.map(({ cause, workers, findings }) => [
        cause,
        ...LEVELS.map((level) => workers[level]),
        findings.join(' '),
      ]),
    ),
  );
}

function printHardNegatives({ hardNegatives }: Report): void {
  if (hardNegatives.length === 0) return;
  section(
    'Look-alikes, never to be above Low',
    table(
      ['', 'workers', 'policy violations', 'worst of the innocent', 'above Low'],
      hardNegatives.map(({ id, workers, policyViolations, worst, violations }) => [
        id,
        workers,
        policyViolations,
        worst ?? 'none',
        violations,
      ]),
    ),
  );
}

function ablationTable({ ablations, figures }: Report): string {
  const row = (name: string, { levels }: Figures) => [
    name,
    ...LEVELS.flatMap((level) => [
      number(levels[level].recall.value),
      number(levels[level].precision.value),
      number(levels[level].falseAlarms.perThousand, 1),
    ]),
  ];
  const columns = LEVELS.flatMap((level) => [`recall, ${level}`, 'precision', 'false per 1,000']);
  return table(
    ['', ...columns],
    [row('(everything)', figures), ...ablations.map((one) => row(one.name, one.figures))],
  );
}

function printStability({ superseded, replaced, findings }: NonNullable<Report['stability']>): void {
  section('Alerts superseded when the same logs come live and late', share(superseded));
  if (superseded.hits === 0) return;
  print(`${replaced} of them in favour of another alert of the same detector, worker and day`);
  const rows = Object.entries(findings).sort(([, a], [, b]) => b - a);
  print(table(['finding', 'superseded'], rows));
}

/** What another run said, beside this one. */
export function printComparison({ sameTraffic, changes, workers }: Comparison, file: string): void {
  if (!sameTraffic)
    print(colour.bold(`\n${file} is about other companies: only its figures can be compared`));
  if (changes.length === 0 && workers.length === 0) {
    section(`Since ${file}`, 'nothing has changed');
    return;
  }
  section(
    `Since ${file}`,
    table(
      ['figure', 'before', 'now'],
      changes.map(({ what, before, after }) => [what, number(before), number(after)]),
    ),
  );
  if (workers.length > 0)
    print(
      table(
        ['company', 'worker', '', 'before', 'now'],
        workers.map(({ seed, worker, who, before, after }) => [seed, worker, who, before, after]),
      ),
    );
}
