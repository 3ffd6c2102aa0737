import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { type ConfigChoice, ConfigError, detectors } from './app.ts';
import { rebuild, retry, verdict } from './cli/change.ts';
import { check } from './cli/check.ts';
import { demo } from './cli/demo.ts';
import { dataFetch } from './cli/fetch.ts';
import { explain, status } from './cli/look.ts';
import { measure } from './cli/measure.ts';
import { endQuietlyOnBrokenPipe, say, UsageError } from './cli/output.ts';
import { parse } from './cli/parse.ts';
import { scan } from './cli/scan.ts';
import { serve } from './cli/serve.ts';
import { simulate } from './cli/simulate.ts';
import { standing } from './cli/standing.ts';
import { initFolder } from './config/init.ts';
import { formatProblem } from './config/problem.ts';
import { explained } from './store/sqlite/database.ts';
import { StoreError } from './store/store-error.ts';

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong use or broken configuration. */
const program = new Command('homeport')
  .description('Does this person log in from where they say they live?')
  .version(packageJson.version)
  .showHelpAfterError('(see: homeport help)')
  .exitOverride();

const CONFIG = ['--config <dir>', 'folder of homeport.yaml and its tables', './config'] as const;
const DATA = ['--data <dir>', 'data folder', './data'] as const;
const JSON_OUT = ['--json', 'for programs: one JSON document'] as const;
const SOURCE = ['--source <name>', 'force the format instead of detecting it per file'] as const;
const ZONE = ['--zone <zone>', 'time zone of stamps that name none', 'UTC'] as const;
const RECEIVED = [
  '--received-at <time>',
  'when the records arrived; else the file’s modification time',
] as const;

/** The folder, and whether somebody named it: a default one may be missing. */
function choiceOf(command: Command): ConfigChoice {
  return {
    dir: command.getOptionValue('config') as string,
    explicit: command.getOptionValueSource('config') === 'cli',
  };
}

/** Registers a command whose action returns the exit code. */
function add(
  name: string,
  description: string,
  setUp: (command: Command) => Command,
  act: (command: Command) => number | Promise<number>,
): void {
  setUp(program.command(name).description(description)).action(async (...given) => {
    const command = given.at(-1) as Command;
    try {
      process.exitCode = await act(command);
    } catch (error) {
      throw explained(error, command.getOptionValue('data') ?? 'for this run');
    }
  });
}

add(
  'demo',
  'simulate a company, run everything, print what was found',
  (command) =>
    command
      .option('--once', 'print and exit')
      .option('--workers <n>', 'people on the roster', '250')
      .option('--days <n>', 'days of traffic', '30')
      .option('--seed <text>', 'another seed is another company', 'homeport')
      .option('--out <dir>', 'folder to write to; emptied first', './demo'),
  (command) => demo(command.opts()),
);
add(
  'scan',
  'one shot over log files: alerts and cases out',
  (command) =>
    command
      .argument('<file...>', 'log files (.gz and .zst are unpacked; - is standard input)')
      .option(...CONFIG)
      .option('--data <dir>', 'keep the data here; else nothing is kept')
      .option('--alerts <file>', 'write alerts, one JSON a line (- is standard output)')
      .option('--cases <file>', 'write cases, one JSON a line')
      .option('--rejects <file>', 'write rejected records, one JSON a line')
      .option(...SOURCE)
      .option(...ZONE)
      .option(...RECEIVED)
      .option(...JSON_OUT),
  (command) => scan(command.args, command.opts(), choiceOf(command)),
);
add(
  'serve',
  'the monitor: follow the configured files and judge what comes',
  (command) =>
    command
      .option(...CONFIG)
      .option(...DATA)
      .option('--role <roles>', 'only some of ingest,detect,console,schedule'),
  (command) => serve(command.opts(), choiceOf(command)),
);
add(
  'parse',
  'what each record becomes, one JSON a line, in order',
  (command) =>
    command
      .argument('<file...>', 'log files; - is standard input')
      .option(...SOURCE)
      .option(...ZONE)
      .option(...RECEIVED),
  (command) => parse(command.args, command.opts()),
);
add(
  'simulate',
  'write labelled traffic: raw logs, configuration, truth',
  (command) =>
    command
      .requiredOption('--out <dir>', 'folder to write to')
      .option('--seed <text>', 'the same seed and options give the same bytes')
      .option('--workers <n>', 'people on the roster')
      .option('--days <n>', 'days of traffic')
      .option('--start <day>', 'first day, YYYY-MM-DD')
      .option('--scenarios <list>', 'fraud to plant, such as S1,S3; or none')
      .option('--share <share>', 'fraudulent accounts as a share of the workers')
      .option('--stealth <level>', '0, .25, .5, .75, 1 or mixed')
      .option('--hard-negatives <list>', 'innocent look-alikes, such as HN1,HN7; or none')
      .option('--no-faults', 'nothing late, doubled, missing or skewed')
      .option('--no-truth-events', 'no truth for single events, only for accounts')
      .option('--refresh-per-day <n>', 'token refreshes of a working day')
      .option('--records <n>', 'benchmark: exactly so many Okta records and nothing else')
      .option(...JSON_OUT),
  (command) => simulate(command.opts()),
);
add(
  'measure',
  'precision and recall on simulated companies',
  (command) =>
    command
      .option('--seeds <n>', 'companies to simulate; every fourth is without fraud', '20')
      .option('--workers <n>', 'people on each roster', '200')
      .option('--days <n>', 'days of traffic', '30')
      .option('--stealth <list>', 'of 0, .25, .5, .75, 1 and mixed, taken in turn', '0,.25,.5,.75,1')
      .option('--live <n>', 'companies whose logs are judged live as well, which is slow', '1')
      .option('--ablate <list>', 'measure also without something, such as no-roster,stale-geo; or all')
      .option('--save <file>', 'keep the figures to compare with')
      .option('--compare <file>', 'say what changed since figures were kept')
      .option(...JSON_OUT),
  (command) => measure(command.opts()),
);
add(
  'check',
  'read the whole configuration and say what is wrong, missing or old',
  (command) => command.option(...CONFIG).option(...JSON_OUT),
  (command) => check(command.opts(), choiceOf(command)),
);
add(
  'status',
  'what was received and judged, and whether it adds up',
  (command) => command.option(...DATA).option(...JSON_OUT),
  (command) => status(command.opts()),
);
add(
  'explain',
  'a case, an alert or an event by its id, with all that led to it',
  (command) =>
    command
      .argument('<id>', 'from a document or a summary')
      .option(...CONFIG)
      .option(...DATA)
      .option(...JSON_OUT),
  (command) => explain(command.args[0]!, command.opts(), choiceOf(command)),
);
add(
  'standing',
  'who is consistent, contradicted or unverified; day by day for one worker',
  (command) =>
    command
      .argument('[worker]', 'id, e-mail address or user name')
      .option(...CONFIG)
      .option(...DATA)
      .option('--date <day>', 'another night than the newest of the log, YYYY-MM-DD')
      .option(...JSON_OUT),
  (command) => standing(command.args[0], command.opts(), choiceOf(command)),
);
add(
  'verdict',
  'close a case with a verdict',
  (command) =>
    command
      .argument('<case>', 'case id')
      .argument('<verdict>', 'true-positive, policy-violation, benign-positive, false-positive or duplicate')
      .requiredOption('--reason <text>', 'why')
      .option(...CONFIG)
      .option(...DATA),
  (command) => verdict(command.args[0]!, command.args[1]!, command.opts(), choiceOf(command)),
);
add(
  'retry',
  'take up rejected records and failed evaluations again, after a fix',
  (command) => command.option(...CONFIG).option(...DATA),
  (command) => retry(command.opts(), choiceOf(command)),
);
add(
  'rebuild',
  'judge every worker anew from the event log',
  (command) => command.option(...CONFIG).option(...DATA),
  (command) => rebuild(command.opts(), choiceOf(command)),
);
add(
  'init',
  'write a commented configuration and empty tables',
  (command) => command.option(...CONFIG),
  (command) => {
    const { written, kept, problems } = initFolder(choiceOf(command).dir, detectors);
    for (const file of written) say(`wrote ${file}`);
    for (const file of kept) say(`kept ${file}, which was there already`);
    for (const problem of problems) say(formatProblem(problem));
    if (problems.length === 0)
      say(`Fill in roster.csv, then: homeport check --config ${choiceOf(command).dir}`);
    return problems.length > 0 ? 1 : 0;
  },
);

const data = program.command('data').description('location and network data');
data
  .command('fetch')
  .description('update data files; what cannot be had leaves the old file')
  .argument('[item...]', 'only these; MAXMIND_LICENSE_KEY in the environment for GeoLite2')
  .option(...CONFIG)
  .option('--into <dir>', 'where to; else the folder data inside the configuration')
  .option('--url <item=url>', 'another address for an item', (url: string, urls: string[] = []) => [
    ...urls,
    url,
  ])
  .option(...JSON_OUT)
  .action(async (...given) => {
    const command = given.at(-1) as Command;
    process.exitCode = await dataFetch(command.args, command.opts(), choiceOf(command));
  });

endQuietlyOnBrokenPipe();
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError) {
    for (const problem of error.problems) say(formatProblem(problem));
    return 2;
  }
  if (error instanceof UsageError) {
    say(error.message);
    return 2;
  }
  if (error instanceof StoreError) {
    say(error.message);
    return 1;
  }
  const code = (error as NodeJS.ErrnoException)?.code;
  if (code !== undefined && error instanceof Error) {
    say(error.message);
    return 1;
  }
  throw error;
}
