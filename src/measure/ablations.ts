import { createReadStream } from 'node:fs';
import { cp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse as parseCsv } from 'csv-parse/sync';
import { Reader } from 'maxmind';
import { parse, stringify } from 'yaml';
import { DAY } from '#kit';
import type { SimulateOptions } from '../simulate/index.ts';
import { type MmdbRow, writeMmdb } from '../simulate/mmdb-writer.ts';
import { createRandom } from '../simulate/random.ts';
import { createLineFile, dateFile } from '../simulate/write.ts';
import { type Company, judgedIn, outcomesOf, type Scannable, withCompany, withScan } from './company.ts';
import { readMmdbRows } from './mmdb-rows.ts';
import type { Outcome } from './outcome.ts';

/** Columns of the roster that say who is who, without which no alert could be joined with the truth. */
const IDENTITY = ['worker_id', 'email', 'aliases', 'device_ids'];
/** Age of stale location data, and the share of networks that have moved since: 0.05 % a week. */
const STALE = { days: 90, movedShare: (0.0005 * 90) / 7 };

/** What is taken from the company before it is scanned again: each edits the copies it is given. */
export const ABLATIONS = {
  /** Who is who stays; homes, start dates, households and travel go. */
  'no-roster': ({ config }) =>
    Promise.all([
      editCsv(join(config, 'roster.csv'), (column) => IDENTITY.includes(column)),
      editCsv(join(config, 'travel.csv'), () => true, 'header only'),
    ]),
  'no-device-ids': ({ config, files }) =>
    Promise.all([
      editCsv(join(config, 'roster.csv'), (column) => column !== 'device_ids'),
      ...files.filter((file) => file.endsWith('.ndjson')).map((file) => editLines(file, withoutDevice)),
    ]),
  /** Neither the lists of VPN exits nor the anonymiser database. */
  'no-vpn-list': ({ config }) =>
    editSettings(config, ({ lists: _, geo, ...rest }) => {
      const { anonymous: __, ...others } = geo as object as { anonymous: unknown };
      return { ...rest, geo: others };
    }),
  'stale-geo': async ({ config }) => {
    for (const name of await namesLike(config, /^city.*\.mmdb$/)) {
      await editDatabase(join(config, name), misplaceSome, -STALE.days);
    }
  },
  /** Phone and fixed-wireless networks look like lines at home. */
  'no-mobile-typing': ({ config }) => editDatabase(join(config, 'connection-type.mmdb'), withoutCellular, 0),
} satisfies Record<string, (scannable: Scannable) => Promise<unknown>>;

/** `no-faults` is another simulation of the same seed: nothing late, doubled, missing or misplaced. */
export const ABLATION_NAMES = [
  ...(Object.keys(ABLATIONS) as (keyof typeof ABLATIONS)[]),
  'no-faults',
] as const;
export type AblationName = (typeof ABLATION_NAMES)[number];

/** Outcomes of the same company without something, in copies that are deleted afterwards. */
export async function ablatedOutcomes(
  name: AblationName,
  company: Company,
  options: Omit<SimulateOptions, 'out'> & { seed: string },
): Promise<Outcome[]> {
  if (name === 'no-faults') {
    return withCompany({ ...options, faults: false }, async (faultless) =>
      outcomesOf(faultless, await withScan(faultless, judgedIn)),
    );
  }
  const folder = join(company.folder, name);
  const copy = { config: join(folder, 'config'), files: [] as string[] };
  try {
    await cp(company.config, copy.config, { recursive: true, preserveTimestamps: true });
    for (const file of company.files) {
      const copied = join(folder, basename(file));
      await cp(file, copied, { preserveTimestamps: true });
      copy.files.push(copied);
    }
    await ABLATIONS[name](copy);
    return await outcomesOf(company, await withScan(copy, judgedIn));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function editSettings(
  config: string,
  edit: (settings: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  const path = join(config, 'homeport.yaml');
  await writeFile(path, stringify(edit(parse(await readFile(path, 'utf8')))));
}

/** Keeps some columns of a table. */
async function editCsv(
  path: string,
  keeps: (column: string) => boolean,
  rows: 'all' | 'header only' = 'all',
): Promise<void> {
  const [header = [], ...body] = parseCsv(await readFile(path, 'utf8')) as string[][];
  const kept = header.flatMap((column, i) => (keeps(column) ? i : []));
  const lines = [header, ...(rows === 'all' ? body : [])].map((row) =>
    kept.map((i) => `"${row[i]!.replaceAll('"', '""')}"`).join(','),
  );
  await writeFile(path, `${lines.join('\n')}\n`);
}

/** Line by line: a log may be larger than memory. */
async function editLines(path: string, edit: (line: string) => string): Promise<void> {
  const { mtimeMs } = await stat(path);
  const original = `${path}.original`;
  await rename(path, original);
  const edited = await createLineFile(path);
  for await (const line of createInterface({ input: createReadStream(original) })) {
    await edited.add(edit(line));
  }
  await edited.close();
  await dateFile(path, mtimeMs);
  await rm(original);
}

function withoutDevice(line: string): string {
  const record = JSON.parse(line);
  record.device = null;
  record.debugContext.debugData.dtHash = null;
  return JSON.stringify(record);
}

async function editDatabase(
  path: string,
  edit: (rows: MmdbRow[]) => MmdbRow[],
  daysLater: number,
): Promise<void> {
  const file = await readFile(path);
  const { databaseType, buildEpoch } = new Reader<never>(file).metadata;
  const built = (buildEpoch.getTime() + daysLater * DAY) / 1000;
  await writeFile(
    path,
    writeMmdb(edit(readMmdbRows(file)), {
      databaseType,
      buildEpoch: built,
      ipVersion: 6,
    }),
  );
}

/** Some networks have moved since: the data still holds them to be where some other network is. */
function misplaceSome(rows: MmdbRow[]): MmdbRow[] {
  const random = createRandom('stale-geo');
  return rows.map((row) =>
    random.chance(STALE.movedShare) ? { ...row, value: random.pick(rows).value } : row,
  );
}

function withoutCellular(rows: MmdbRow[]): MmdbRow[] {
  return rows.map(({ cidr, value }) => {
    const { connection_type: type } = value as { connection_type: string };
    return { cidr, value: { connection_type: type === 'Cellular' ? 'Cable/DSL' : type } };
  });
}

const namesLike = async (folder: string, pattern: RegExp): Promise<string[]> =>
  (await readdir(folder)).filter((name) => pattern.test(name));
