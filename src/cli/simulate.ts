import { simulate as write } from '../simulate/index.ts';
import { HARD_NEGATIVE_IDS, SCENARIO_IDS, type SimulateOptions, type Stealth } from '../simulate/options.ts';
import { count, print, printJson, rateMeter, startProgress, table, UsageError } from './output.ts';

export interface SimulateFlags {
  out: string;
  seed?: string;
  workers?: string;
  days?: string;
  start?: string;
  scenarios?: string;
  share?: string;
  stealth?: string;
  hardNegatives?: string;
  faults: boolean;
  truthEvents: boolean;
  refreshPerDay?: string;
  records?: string;
  json?: boolean;
}

/** `homeport simulate`: labelled traffic as raw vendor logs, with the configuration that reads them and the truth. */
export async function simulate(flags: SimulateFlags): Promise<number> {
  const days = numberOf('days', flags.days);
  const progress = startProgress('writing', days ?? 30);
  const rate = rateMeter();
  const summary = await write(optionsOf(flags), ({ day, records }) =>
    progress.update(day, { detail: rate(records) }),
  );
  progress.stop();
  if (flags.json) printJson(summary);
  else {
    print(
      `${count(summary.records.okta)} Okta records, ${count(summary.records.asa)} Cisco ASA lines in ${flags.out}`,
    );
    print(table(['accounts', ''], Object.entries(summary.workers)));
    if (Object.keys(summary.scenarios).length > 0)
      print(table(['planted', ''], Object.entries(summary.scenarios)));
    print(
      `\nRead them with: homeport scan ${summary.files.okta} ${summary.files.asa ?? ''} --config ${summary.files.config}`,
    );
  }
  return 0;
}

function optionsOf(flags: SimulateFlags): SimulateOptions {
  const given = {
    seed: flags.seed,
    workers: numberOf('workers', flags.workers),
    days: numberOf('days', flags.days),
    start: flags.start,
    refreshPerDay: numberOf('refresh-per-day', flags.refreshPerDay),
    records: numberOf('records', flags.records),
    hardNegatives: namesOf('hard-negatives', flags.hardNegatives, HARD_NEGATIVE_IDS),
  };
  const scenarios = {
    include: namesOf('scenarios', flags.scenarios, SCENARIO_IDS),
    share: numberOf('share', flags.share),
    stealth: stealthOf(flags.stealth),
  };
  return {
    out: flags.out,
    faults: flags.faults,
    truthEvents: flags.truthEvents,
    ...(dropAbsent(given) as Partial<SimulateOptions>),
    scenarios: dropAbsent(scenarios) as NonNullable<SimulateOptions['scenarios']>,
  };
}

const dropAbsent = (options: object): object =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) throw new UsageError(`--${name} ${text} is no number`);
  return number;
}

function namesOf<const T extends string>(
  name: string,
  text: string | undefined,
  known: readonly T[],
): T[] | undefined {
  if (text === undefined) return undefined;
  if (text === 'none') return [];
  return text.split(',').map((word) => {
    const found = known.find((id) => id === word.trim().toUpperCase());
    if (!found) throw new UsageError(`--${name} knows no ${word}; known are ${known.join(', ')}, or none`);
    return found;
  });
}

/** Throws `UsageError` for a level that there is not. */
export function stealthOf(text: string | undefined): Stealth | 'mixed' | undefined {
  if (text === undefined || text === 'mixed') return text;
  const stealth = [0, 0.25, 0.5, 0.75, 1].find((level) => level === Number(text));
  if (stealth === undefined) throw new UsageError(`--stealth ${text}: write 0, .25, .5, .75, 1 or mixed`);
  return stealth as Stealth;
}
