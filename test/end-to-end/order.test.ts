import { appendFile, readFile, utimes, writeFile } from 'node:fs/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../src/simulate/random.ts';
import { startHomeport } from '../support/command.ts';
import {
  type Company,
  type Documents,
  final,
  followGrowing,
  type Ledgers,
  ledgersOf,
  scanned,
  simulateCompany,
} from '../support/company.ts';

const ARRIVED = new Date('2026-10-20T00:00:00Z');

let company: Company;
let growing: { okta: string; asa: string };
let inOrder: Documents;
let ledgers: Ledgers;
let oktaLines: string[];

beforeAll(async () => {
  company = await simulateCompany();
  growing = await followGrowing(company);
  oktaLines = (await readFile(company.okta, 'utf8')).trimEnd().split('\n');
  for (const file of [company.okta, company.asa]) await utimes(file, ARRIVED, ARRIVED);
  inOrder = await scanned(company, [company.okta, company.asa], { data: company.path('in-order') });
  ledgers = await ledgersOf(company.path('in-order'));
});
afterAll(() => company.remove());

/** A file that arrived with the others. */
async function arrived(name: string, content: string | Uint8Array): Promise<string> {
  const file = company.path(name);
  await writeFile(file, content);
  await utimes(file, ARRIVED, ARRIVED);
  return file;
}

async function expectTheSame(files: readonly string[], input?: Uint8Array): Promise<void> {
  const { alerts, cases } = await scanned(company, files, input ? { input } : {});
  expect(alerts).toEqual(inOrder.alerts);
  expect(cases).toEqual(inOrder.cases);
}

it('finds something to compare', () => {
  expect(inOrder.alerts.length).toBeGreaterThan(10);
  expect(inOrder.cases.length).toBeGreaterThan(2);
});

describe('order of delivery', () => {
  it('does not matter within the files nor between them', async () => {
    const { shuffle } = createRandom('lines');
    const asaLines = (await readFile(company.asa, 'utf8')).trimEnd().split('\n');
    const okta = await arrived('shuffled.ndjson', shuffle(oktaLines).join('\n'));
    const asa = await arrived('shuffled.log', shuffle(asaLines).join('\n'));
    await expectTheSame([asa, okta]);
  });

  it('does not matter between runs either', async () => {
    const half = Math.floor(oktaLines.length / 2);
    const newer = await arrived('newer.ndjson', oktaLines.slice(half).join('\n'));
    const older = await arrived('older.ndjson', oktaLines.slice(0, half).join('\n'));
    const data = company.path('newer-first');
    await scanned(company, [newer, company.asa], { data });
    const { alerts } = await scanned(company, [older], { data });
    expect(final(alerts)).toEqual(final(inOrder.alerts));
    expect((await ledgersOf(data)).evaluations).toEqual(ledgers.evaluations);
  });
});

describe('a second delivery', () => {
  it('changes nothing and is counted as duplicates', async () => {
    const data = company.path('twice');
    const copy = await arrived('copy.ndjson', oktaLines.join('\n'));
    await scanned(company, [company.okta, company.asa, copy], { data });
    const { alerts, cases } = await scanned(company, [company.asa], { data });
    expect(alerts).toEqual(inOrder.alerts);
    expect(cases).toEqual(inOrder.cases);

    const twice = await ledgersOf(data);
    expect(twice.events).toBe(ledgers.events);
    expect(twice.evaluations).toEqual(ledgers.evaluations);
    expect(twice.received).toBe(2 * ledgers.received);
    for (const source of ['okta', 'cisco-asa']) {
      const n = (of: Ledgers, outcome: string) =>
        of.records.find((row) => row.source === source && row.outcome === outcome)?.n ?? 0;
      expect(n(twice, 'accepted')).toBe(n(ledgers, 'accepted'));
      expect(n(twice, 'duplicate')).toBe(n(ledgers, 'accepted') + 2 * n(ledgers, 'duplicate'));
    }
  });
});

describe('the layout of a file', () => {
  const pretty = (object: unknown) => JSON.stringify(object, null, 2);
  const layouts: Record<string, (lines: string[], objects: unknown[]) => string | Uint8Array> = {
    array: (_, objects) => JSON.stringify(objects),
    'pretty-array': (_, objects) => pretty(objects),
    page: (_, objects) => JSON.stringify({ next: 'https://example.com/?after=1', events: objects }),
    'pretty-objects': (_, objects) => objects.map(pretty).join('\n'),
    'crlf-and-bom': (lines) => `\uFEFF${lines.join('\r\n')}`,
    gzip: (lines) => gzipSync(lines.join('\n')),
    'gzip-members': (lines) => Buffer.concat(lines.map((line) => gzipSync(`${line}\n`))),
    zstd: (lines) => zstdCompressSync(lines.join('\n')),
    'zstd-array': (_, objects) => zstdCompressSync(JSON.stringify(objects)),
  };

  it('does not matter: each part of the log in another one, and one on standard input', async () => {
    const names = Object.keys(layouts);
    const share = Math.ceil(oktaLines.length / (names.length + 1));
    const part = (k: number) => oktaLines.slice(k * share, (k + 1) * share);
    const files: string[] = [];
    for (const [k, name] of names.entries()) {
      const objects = part(k).map((line) => JSON.parse(line) as unknown);
      files.push(await arrived(name, layouts[name]!(part(k), objects)));
    }
    await expectTheSame([...files, '-', company.asa], Buffer.from(part(names.length).join('\n')));
  });

  it('does not matter: packed on standard input', async () => {
    await expectTheSame(['-', company.asa], gzipSync(oktaLines.join('\n')));
  });
});

describe('serve', () => {
  it('comes to what scan comes to', async () => {
    const data = company.path('live');
    const { child, finished } = startHomeport(['serve', '--config', company.config, '--data', data]);
    const asa = await readFile(company.asa);
    for (let k = 0; k < 6; k++) {
      const piece = (all: Buffer) => all.subarray((all.length * k) / 6, (all.length * (k + 1)) / 6);
      // Cut anywhere: a line may come in two pieces.
      await appendFile(growing.okta, piece(Buffer.from(`${oktaLines.join('\n')}\n`)));
      await appendFile(growing.asa, piece(asa));
    }
    await vi.waitFor(
      async () => {
        const { received, waiting } = await ledgersOf(data);
        expect([received, waiting.waiting, waiting.workers]).toEqual([ledgers.received, 0, 0]);
      },
      { timeout: 40_000, interval: 500 },
    );
    child.kill('SIGTERM');
    expect((await finished).code).toBe(0);

    const { alerts } = await scanned(company, [await arrived('nothing', '')], { data });
    expect(final(alerts)).toEqual(final(inOrder.alerts));
    expect((await ledgersOf(data)).evaluations).toEqual(ledgers.evaluations);
  });
});
