import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SimulateOptions, simulate } from '../../src/simulate/index.ts';
import { type Finished, homeport, ndjson } from './command.ts';

/** A small simulated company: raw logs with every fraud and fault in them, and the settings that read them. */
export interface Company {
  /** Of its own under the system's temporary folder; for the test's files too. */
  folder: string;
  okta: string;
  asa: string;
  config: string;
  /** A path in the folder. */
  path(name: string): string;
  remove(): Promise<void>;
}

export async function simulateCompany(different: Partial<SimulateOptions> = {}): Promise<Company> {
  const folder = await mkdtemp(join(tmpdir(), 'homeport-test-'));
  const { files } = await simulate({
    out: folder,
    workers: 12,
    days: 4,
    hardNegatives: [],
    truthEvents: false,
    ...different,
  });
  await sparePlaces(files.config);
  return {
    folder,
    okta: files.okta,
    asa: files.asa!,
    config: files.config,
    path: (name) => join(folder, name),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Gives every claim coordinates: the list of the world's cities takes each command a while to read. */
async function sparePlaces(config: string): Promise<void> {
  const roster = join(config, 'roster.csv');
  const text = await readFile(roster, 'utf8');
  await writeFile(roster, text.replaceAll(/(,US,\w\w,[^,"]+),,,/g, '$1,39.8,-98.6,'));
  await writeFile(join(config, 'travel.csv'), 'email,country,region,city,from,to\n');
}

/** Has `homeport serve` follow the two logs under other paths, as they grow. */
export async function followGrowing(company: Company): Promise<{ okta: string; asa: string }> {
  const [okta, asa] = [company.path('growing-okta.ndjson'), company.path('growing-asa.log')];
  await appendFile(
    join(company.config, 'homeport.yaml'),
    `sources:
  - { type: file, path: ${okta}, source: okta }
  - { type: file, path: ${asa}, source: cisco-asa }
`,
  );
  return { okta, asa };
}

export interface Documents {
  alerts: Record<string, unknown>[];
  cases: Record<string, unknown>[];
}

export interface Ledgers {
  received: number;
  records: { source: string; outcome: string; reason: string; n: number }[];
  events: number;
  evaluations: { detector: string; outcome: string; reason: string; n: number }[];
  unaccounted: Record<string, number>;
  waiting: { waiting: number; dead: number; workers: number };
}

/** Scans to the end and returns the documents, without what a clock or the number of attempts makes of them. */
export async function scanned(
  company: Company,
  files: readonly string[],
  { data, input }: { data?: string; input?: Uint8Array } = {},
): Promise<Documents & Finished> {
  const [alerts, cases] = [company.path('alerts.ndjson'), company.path('cases.ndjson')];
  const finished = await homeport(
    [
      ...['scan', ...files, '--config', company.config, '--alerts', alerts, '--cases', cases],
      ...(data === undefined ? [] : ['--data', data]),
    ],
    input === undefined ? {} : { input },
  );
  if (finished.code !== 0) throw new Error(`scan ended with ${finished.code}: ${finished.stderr}`);
  return { ...finished, alerts: await documents(alerts), cases: await documents(cases) };
}

/** What holds in the end, however it was come to: without superseded alerts, and without what says how late one was. */
export function final(alerts: Documents['alerts']): Documents['alerts'] {
  return (alerts as { homeport: { status: string; assumptions: string[] } }[])
    .filter(({ homeport }) => homeport.status !== 'superseded')
    .map((alert) => {
      const assumptions = alert.homeport.assumptions.filter(
        (text) => !text.startsWith('Raised by a rebuild'),
      );
      return { ...alert, homeport: { ...alert.homeport, late: undefined, assumptions } };
    });
}

async function documents(file: string): Promise<Record<string, unknown>[]> {
  return ndjson<{ event: object; homeport: object }>(await readFile(file, 'utf8')).map((document) => ({
    ...document,
    event: { ...document.event, created: undefined },
    homeport: { ...document.homeport, revision: undefined },
  }));
}

/** Both ledgers, as `homeport status --json` prints them. */
export async function ledgersOf(data: string): Promise<Ledgers> {
  const { stdout } = await homeport(['status', '--data', data, '--json']);
  return JSON.parse(stdout) as Ledgers;
}
