import { readFileSync, writeFileSync } from 'node:fs';
import { ABLATION_NAMES, type AblationName } from '../measure/ablations.ts';
import { compareReports } from '../measure/compare.ts';
import { type MeasureOptions, measure as run } from '../measure/measure.ts';
import { type Report, reportOf, SavedReport } from '../measure/report.ts';
import { printComparison, printReport } from './measure-tables.ts';
import { print, printJson, say, startProgress, UsageError } from './output.ts';
import { stealthOf } from './simulate.ts';

export interface MeasureFlags {
  seeds: string;
  workers: string;
  days: string;
  stealth: string;
  live: string;
  ablate?: string;
  save?: string;
  compare?: string;
  json?: boolean;
}

/** `homeport measure`: simulated companies through the whole pipeline, judged by the truth about them. */
export async function measure(flags: MeasureFlags): Promise<number> {
  const before = flags.compare === undefined ? undefined : readBaseline(flags.compare);
  const options = optionsOf(flags);
  const steps = options.seeds * (2 + options.ablations.length) + Math.min(options.live, options.seeds);
  const progress = startProgress('measuring', steps);
  const stop = new AbortController();
  const interrupted = () => {
    say('Stopping after this step; once more stops at once.');
    stop.abort();
  };
  process.once('SIGINT', interrupted);
  let done = 0;
  const measured = await run(options, {
    onStep: ({ seed, doing }) => progress.update(done++, { detail: `${seed}: ${doing}` }),
    signal: stop.signal,
  });
  process.off('SIGINT', interrupted);
  progress.stop();
  if (stop.signal.aborted) return 1;
  const report = reportOf(options, measured);
  const comparison = before && compareReports(before, report);
  if (flags.save !== undefined) writeFileSync(flags.save, `${JSON.stringify(report)}\n`);
  if (flags.json) printJson({ ...report, comparison });
  else {
    printReport(report);
    if (comparison) printComparison(comparison, flags.compare!);
    print('\nFigures of a simulation: good for comparing settings and finding blind spots, no forecast.');
  }
  if (flags.save !== undefined) say(`Saved; compare with: homeport measure … --compare ${flags.save}`);
  return 0;
}

function optionsOf({ seeds, workers, days, stealth, live, ablate }: MeasureFlags): MeasureOptions {
  return {
    seeds: wholeNumber('seeds', seeds, 1),
    workers: wholeNumber('workers', workers, 1),
    days: wholeNumber('days', days, 1),
    stealth: stealth.split(',').map((level) => stealthOf(level) ?? 'mixed'),
    live: wholeNumber('live', live, 0),
    ablations: ablationsOf(ablate),
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least)
    throw new UsageError(`--${name} ${text}: write a whole number from ${least}`);
  return number;
}

function ablationsOf(text: string | undefined): AblationName[] {
  if (text === undefined) return [];
  if (text === 'all') return [...ABLATION_NAMES];
  return text.split(',').map((word) => {
    const found = ABLATION_NAMES.find((name) => name === word.trim());
    if (!found)
      throw new UsageError(`--ablate knows no ${word}; known are ${ABLATION_NAMES.join(', ')}, or all`);
    return found;
  });
}

function readBaseline(file: string): Report {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--compare: there is no file ${file}; write one with --save`);
  }
  const report = SavedReport.safeParse(text);
  if (!report.success) throw new UsageError(`--compare: ${file} is not what --save writes`);
  return report.data;
}
