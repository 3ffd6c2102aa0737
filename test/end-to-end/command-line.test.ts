import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EcsFlat } from '@elastic/ecs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTRY, type Finished, homeport, ndjson, startHomeport } from '../support/command.ts';
import { type Company, type Ledgers, simulateCompany } from '../support/company.ts';
import { lines, oktaRecord } from '../support/okta-record.ts';
import { root } from '../support/source-files.ts';

interface Document {
  '@timestamp': string;
  event: { id: string };
  user: { id: string };
  homeport: Record<string, unknown> & { case_id: string; status: string };
}

const UUID = '9b2f3c1e-5a47-4c0d-8e66-0d1f2a3b4c5d';
const ESCAPE = '\u001b';

let company: Company;
let data: string;
let alerts: Document[];
let cases: Document[];
let scanOutput: string;

beforeAll(async () => {
  company = await simulateCompany();
  data = company.path('data');
  const scan = await run(
    'scan',
    company.okta,
    company.asa,
    '--data',
    data,
    '--alerts',
    'alerts',
    '--cases',
    'cases',
  );
  scanOutput = scan.stdout;
  alerts = ndjson<Document>(await readFile(company.path('alerts'), 'utf8'));
  cases = ndjson<Document>(await readFile(company.path('cases'), 'utf8'));
});
afterAll(() => company.remove());

/** A command in the company's folder, with its settings in the default place. */
const run = (...args: string[]) => homeport(args, { cwd: company.folder });

describe('help', () => {
  it('names every command and what it is for', async () => {
    const { code, stdout } = await run('--help');
    for (const name of [
      'demo',
      'scan',
      'serve',
      'parse',
      'simulate',
      'check',
      'status',
      'explain',
      'verdict',
      'retry',
      'rebuild',
      'init',
      'data',
    ])
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b.* {2}\\S`, 'm'));
    expect(code).toBe(0);
  });

  it('of a command names its options and their defaults', async () => {
    const { code, stdout } = await run('help', 'scan');
    for (const option of [
      '--config',
      '--data',
      '--alerts',
      '--cases',
      '--rejects',
      '--source',
      '--zone',
      '--json',
    ])
      expect(stdout).toContain(option);
    expect(stdout).toContain('./config');
    expect(code).toBe(0);
  });

  it.each([[[]], [['sacn']], [['explain']], [['verdict', 'x', 'benign-positive']]])(
    'is pointed to by a wrong use: %j',
    async (args) => {
      const { code, stdout, stderr } = await run(...args);
      expect(stderr).toMatch(/help|Usage/);
      expect(stdout).toBe('');
      expect(code).toBe(2);
    },
  );

  it('tells the version', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(await run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('output', () => {
  it('has neither colours nor progress where no terminal is', async () => {
    const { stdout, stderr } = await run('scan', company.asa);
    expect(stdout + stderr).not.toContain(ESCAPE);
    expect(stdout + stderr).not.toContain('\r');
  });

  it('has both on a terminal', async () => {
    const seen = await onTerminal(['scan', company.asa]);
    expect(seen).toContain(`${ESCAPE}[`);
    expect(seen).toMatch(/reading .*%/);
  });

  it('of scan says what was received, found and left out', () => {
    expect(scanOutput).toMatch(/okta\.ndjson: [\d,]+ records \(okta\)/);
    expect(scanOutput).toMatch(
      /[\d,]+ records received = [\d,]+ accepted \+ .* duplicate \+ .* dropped \+ .* rejected/,
    );
    expect(scanOutput).toContain('Alerts by detector and severity');
    expect(scanOutput).toMatch(/critical 0\.\d\d {2}\S+/);
  });

  it('is pure NDJSON with --alerts -', async () => {
    const { stdout } = await run('scan', company.okta, company.asa, '--alerts', '-');
    expect(ndjson<Document>(stdout).map(({ event }) => event.id)).toEqual(
      alerts.map(({ event }) => event.id),
    );
  });

  it.each<[string[]]>([
    [['scan', 'asa.log', '--json']],
    [['check', '--json']],
    [['status', '--data', 'data', '--json']],
    [
      [
        'simulate',
        '--out',
        'again',
        '--workers',
        '2',
        '--days',
        '1',
        '--scenarios',
        'none',
        '--hard-negatives',
        'none',
        '--json',
      ],
    ],
  ])('is one JSON document with --json: %j', async (args) => {
    const { code, stdout } = await run(...args);
    expect(JSON.parse(stdout)).toBeTypeOf('object');
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(0);
  });

  it.each([
    ['parse', 'okta.ndjson'],
    ['scan', 'okta.ndjson', '--alerts', '-'],
    ['status', '--data', 'data'],
  ])('ends quietly when its reader has seen enough: %s', async (...args) => {
    const { code, stderr } = await intoClosedPipe(args);
    expect(stderr).not.toMatch(/EPIPE|Error|^\s+at /m);
    expect(code).toBe(0);
  });
});

describe('documents', () => {
  const byTimeAndId = (a: Document, b: Document) =>
    a['@timestamp'] < b['@timestamp'] || (a['@timestamp'] === b['@timestamp'] && a.event.id < b.event.id)
      ? -1
      : 1;

  it('are sorted by time and id', () => {
    expect(alerts.length).toBeGreaterThan(10);
    expect(cases.length).toBeGreaterThan(3);
    for (const documents of [alerts, cases]) expect(documents).toEqual(documents.toSorted(byTimeAndId));
  });

  it('have nothing but ECS fields and homeport.*', () => {
    const strays = [...alerts, ...cases].flatMap((document) =>
      fieldsOf(document).filter((field) => !field.startsWith('homeport.') && !(field in EcsFlat)),
    );
    expect([...new Set(strays)]).toEqual([]);
  });

  it('name each other', () => {
    const inCases = cases.flatMap(({ homeport }) => homeport.alert_ids as string[]);
    const open = alerts.filter(({ homeport }) => homeport.status === 'open').map(({ event }) => event.id);
    expect(new Set(inCases)).toEqual(new Set([...inCases, ...open]));
    const ids = new Set(cases.map(({ homeport }) => homeport.case_id));
    expect(alerts.every(({ homeport }) => homeport.status !== 'open' || ids.has(homeport.case_id))).toBe(
      true,
    );
  });
});

describe('parse', () => {
  it('says of each record, in order, what it becomes', async () => {
    await writeFile(
      company.path('mixed.ndjson'),
      lines(
        oktaRecord({ uuid: UUID }),
        oktaRecord({ uuid: 'p-2', eventType: 'system.agent.ad.connect' }),
        oktaRecord({ uuid: 'p-3', actor: undefined }),
      ),
    );
    const { code, stdout } = await run('parse', 'mixed.ndjson');
    const [accepted, dropped, rejected] = ndjson(stdout);
    expect(accepted).toMatchObject({ source: 'okta', ok: [{ event: { id: UUID, action: 'login' } }] });
    expect(JSON.parse(accepted!.record as string)).toEqual(oktaRecord({ uuid: UUID }));
    expect(dropped).toMatchObject({ source: 'okta', drop: expect.any(String) });
    expect(rejected).toMatchObject({ source: 'okta', reject: 'missing user' });
    expect(code).toBe(0);
  });

  it('reads with the source that it is told', async () => {
    const { stdout } = await run('parse', 'mixed.ndjson', '--source', 'cisco-asa');
    expect(ndjson(stdout).every(({ source, ok }) => source === 'cisco-asa' && ok === undefined)).toBe(true);
  });
});

describe('init and check', () => {
  it('write settings that are sound, and keep those that are there', async () => {
    await mkdir(company.path('fresh'));
    const fresh = { cwd: company.path('fresh') };
    const first = await homeport(['init'], fresh);
    expect(first.stderr).toContain('homeport.yaml');
    expect(first.code).toBe(0);
    const check = await homeport(['check'], fresh);
    expect(check.stdout).toContain('sound; 0 workers');
    expect(check.stdout).toMatch(/embedded/);
    expect(check.code).toBe(0);
    const second = await homeport(['init'], fresh);
    expect(second.stderr).toMatch(/kept .*homeport\.yaml/);
    expect(second.code).toBe(0);
  });
});

describe('status', () => {
  it('has ledgers that add up', async () => {
    const status = JSON.parse((await run('status', '--data', 'data', '--json')).stdout) as Ledgers;
    const log = await readFile(company.okta, 'utf8');
    const asa = await readFile(company.asa, 'utf8');
    expect(status.received).toBe(log.split('\n').length + asa.split('\n').length - 2);
    expect(status.records.reduce((sum, { n }) => sum + n, 0)).toBe(status.received);
    expect(Object.values(status.unaccounted).every((n) => n === 0)).toBe(true);
    expect(status.waiting).toEqual({ waiting: 0, dead: 0, workers: 0 });
  });
});

describe('explain', () => {
  const explain = async (id: string) =>
    JSON.parse((await run('explain', id, '--data', 'data', '--json')).stdout);

  it('tells of a case, its alerts, and their events, each by its id', async () => {
    const shown = await explain(cases[0]!.homeport.case_id);
    expect(shown.case).toEqual(cases[0]);
    expect(shown.alerts.map(({ event }: Document) => event.id)).toEqual(cases[0]!.homeport.alert_ids);

    const alert = await explain(shown.alerts[0].event.id);
    expect(alert.alert).toEqual(shown.alerts[0]);
    expect(alert.events.length).toBeGreaterThan(0);

    const { event, file, line } = alert.events[0];
    expect(await explain(event.event.id)).toMatchObject({ event, file, line });
  });

  it('tells people the same in words', async () => {
    const { stdout } = await run('explain', cases[0]!.homeport.case_id, '--data', 'data');
    for (const words of ['Evidence', 'Assumed', 'Could be benign if', 'Next steps'])
      expect(stdout).toContain(words);
  });

  it('says so when nothing has the id', async () => {
    const { code, stderr } = await run('explain', 'abc', '--data', 'data');
    expect(stderr).toContain('nothing in data has the id abc');
    expect(code).toBe(2);
  });
});

describe('verdict', () => {
  it('closes a case, and what comes later opens the next one', async () => {
    const [before, after] = await halves('2026-10-14T00:00:00.000Z');
    await run('scan', before, '--data', 'judged', '--cases', 'cases-before');
    const first = ndjson<Document>(await readFile(company.path('cases-before'), 'utf8')).find((document) =>
      alerts.some((alert) => alert.user.id === document.user.id && alert['@timestamp'] > '2026-10-15'),
    );
    const id = first!.homeport.case_id;
    const closed = await run('verdict', id, 'benign-positive', '--reason', 'known trip', '--data', 'judged');
    expect(closed).toMatchObject({ code: 0, stdout: expect.stringContaining('closed, benign-positive') });

    await run('scan', before, after, '--data', 'judged', '--cases', 'cases-after');
    const later = ndjson<Document>(await readFile(company.path('cases-after'), 'utf8'));
    const ofWorker = later.filter(({ user }) => user.id === first!.user.id);
    expect(ofWorker.map(({ homeport }) => homeport.status)).toEqual(['closed', 'open']);
    expect(ofWorker[0]).toMatchObject({
      homeport: { case_id: id, verdict: 'benign-positive', reason: 'known trip' },
    });
  });

  it.each([
    ['no-such-case', 'benign-positive', 'why', /there is no case no-such-case/],
    ['any', 'guilty', 'why', /guilty is no verdict; write one of true-positive/],
    ['any', 'benign-positive', ' ', /a verdict needs a reason/],
  ])('refuses %s %s “%s”', async (id, word, reason, says) => {
    const { code, stderr } = await run('verdict', id, word, '--reason', reason, '--data', 'data');
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
  });

  /** The Okta log up to a time, and the rest. */
  async function halves(time: string): Promise<[string, string]> {
    const all = (await readFile(company.okta, 'utf8')).trimEnd().split('\n');
    const isBefore = (line: string) => (JSON.parse(line) as { published: string }).published < time;
    await writeFile(company.path('before.ndjson'), all.filter(isBefore).join('\n'));
    await writeFile(company.path('after.ndjson'), all.filter((line) => !isBefore(line)).join('\n'));
    return ['before.ndjson', 'after.ndjson'];
  }
});

describe('rebuild', () => {
  it('comes to the same again', async () => {
    await cp(data, company.path('rebuilt'), { recursive: true });
    const { code, stdout } = await run('rebuild', '--data', 'rebuilt');
    expect(stdout).toMatch(/\d+ workers judged anew/);
    expect(code).toBe(0);
    await writeFile(company.path('nothing'), '');
    await run('scan', 'nothing', '--data', 'rebuilt', '--alerts', 'alerts-again', '--cases', 'cases-again');
    expect(await readFile(company.path('alerts-again'), 'utf8')).toBe(
      await readFile(company.path('alerts'), 'utf8'),
    );
    expect(await readFile(company.path('cases-again'), 'utf8')).toBe(
      await readFile(company.path('cases'), 'utf8'),
    );
    const [before, after] = [await run('status', '--data', 'data'), await run('status', '--data', 'rebuilt')];
    expect(after).toEqual(before);
  });
});

describe('retry', () => {
  it('takes up what was rejected, once it is understood', async () => {
    await writeFile(
      company.path('odd.ndjson'),
      lines(oktaRecord({ uuid: 'r-1', actor: undefined }), oktaRecord({ uuid: 'r-2', actor: undefined })),
    );
    await run('scan', 'odd.ndjson', '--data', 'retried');
    expect(await ledger()).toEqual([['okta', 'rejected', 2]]);

    // Stands for a parser that has learned to read the first of them.
    const db = new DatabaseSync(company.path('retried/homeport.db'));
    const mended = Buffer.from(JSON.stringify(oktaRecord({ uuid: 'r-1' })));
    db.prepare('UPDATE rejected SET record = ? WHERE id = 1').run(mended);
    db.close();
    const { code, stdout } = await run('retry', '--data', 'retried');
    expect(stdout).toContain('2 rejected records read again, 1 understood now');
    expect(code).toBe(0);
    expect(await ledger()).toEqual([
      ['okta', 'accepted', 1],
      ['okta', 'rejected', 1],
    ]);
  });

  async function ledger() {
    const { stdout } = await run('status', '--data', 'retried', '--json');
    return (JSON.parse(stdout) as Ledgers).records.map(({ source, outcome, n }) => [source, outcome, n]);
  }
});

/** The command on a terminal that `script` makes; what it writes there. */
async function onTerminal(args: readonly string[]): Promise<string> {
  const command = [process.execPath, ENTRY, ...args].join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: company.folder,
    env: { ...process.env, TERM: 'xterm', NO_COLOR: '', FORCE_COLOR: '' },
  });
  let seen = '';
  for await (const text of child.stdout.setEncoding('utf8')) seen += text;
  return seen;
}

/** The command with nobody at the other end of its standard output. */
async function intoClosedPipe(args: readonly string[]): Promise<Pick<Finished, 'code' | 'stderr'>> {
  const { child, finished } = startHomeport(args, { cwd: company.folder });
  child.stdout!.destroy();
  return finished;
}

/** Every field by its full name, as far down as ECS names it. */
function fieldsOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const path = prefix + name;
    const isNested = inner !== null && typeof inner === 'object' && !Array.isArray(inner);
    return isNested && !(path in EcsFlat) ? fieldsOf(inner, `${path}.`) : [path];
  });
}
