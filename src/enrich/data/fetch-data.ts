import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readAddressList } from '../network/list-file.ts';
import { type Download, download, sha256, type Validators } from './download.ts';
import { type DatabaseItem, ITEMS, type ItemName, type ListItem } from './items.ts';
import { readMmdb } from './mmdb-file.ts';
import { fileInTarGz } from './unpack.ts';

export interface FetchOptions {
  /** The data folder; made when absent. */
  dir: string;
  what: readonly ItemName[];
  /** MaxMind's, for GeoLite2. Appears in no outcome. */
  licenceKey?: string;
  /** Other addresses for single items, one for each that the item has; `{key}` and `{month}` as in `ITEMS`. */
  urls?: { readonly [K in ItemName]?: readonly string[] };
  /** Ms since the epoch: dates the lists, and DB-IP's monthly file names. */
  now: number;
  /** Carries proxy and certificates, where there are any. */
  fetch: typeof globalThis.fetch;
}

export type FetchOutcome = { name: ItemName; file: string } & Result;

type Item = DatabaseItem | ListItem;
type Result =
  | { outcome: 'updated'; bytes: number; date: string; records?: number }
  | { outcome: 'not-modified' }
  /** What was there before is still there. */
  | { outcome: 'failed' | 'skipped'; reason: string };

/** What came, checked and ready to be put into the folder. */
interface Content {
  bytes: Buffer;
  date: string;
  records?: number;
}

/** What the servers said, by item: the address without the key, and its validators. Kept beside the files. */
type Log = Record<string, Validators & { url: string }>;
const LOG = 'fetched.json';

/** A file that shrinks below this share of the one before is taken for a broken edition. */
const LEAST_SHARE = 0.5;

/**
 * Downloads data files into a folder, one after the other. Each is unpacked, checked (by the vendor's checksum where
 * there is one, by reading it, and by its size against the one before), written aside and moved into place: a file in
 * the folder is always whole. A failure is an outcome and leaves the old file.
 */
export async function fetchData(options: FetchOptions): Promise<FetchOutcome[]> {
  const { dir, what } = options;
  await mkdir(dir, { recursive: true });
  const log = await readLog(dir);
  const outcomes: FetchOutcome[] = [];
  for (const name of what) {
    const item: Item = ITEMS[name];
    const file = join(dir, item.file);
    const result = await fetchItem(name, item, file, log, options).catch((error: Error) => ({
      outcome: 'failed' as const,
      reason: `cannot be stored (${error.message})`,
    }));
    outcomes.push({ name, file, ...result });
  }
  return outcomes;
}

async function fetchItem(
  name: ItemName,
  item: Item,
  file: string,
  log: Log,
  options: FetchOptions,
): Promise<Result> {
  const { licenceKey, now } = options;
  const urls = options.urls?.[name] ?? item.urls;
  if (urls.length === 0) {
    return { outcome: 'skipped', reason: 'is published under a new address each week: give its current one' };
  }
  if (!licenceKey && urls.some((url) => url.includes('{key}'))) {
    return { outcome: 'skipped', reason: 'needs a MaxMind licence key (free for GeoLite2)' };
  }
  const before = await readFile(file).catch(() => undefined);
  const [url = ''] = urls;
  const known = before && urls.length === 1 && log[name]?.url === url ? log[name] : {};
  const parts: Buffer[] = [];
  let validators: Validators = {};
  for (const address of urls) {
    const got = await getMonthly(address, known, options);
    if (got.outcome === 'failed') return { outcome: 'failed', reason: got.reason };
    if (got.outcome === 'not-modified') {
      if (item.form === 'list' && before) await replace(file, redated(before, now));
      return { outcome: 'not-modified' };
    }
    const fault = item.form === 'mmdb.tar.gz' ? await checksumFault(address, got.bytes, options) : undefined;
    if (fault) return { outcome: 'failed', reason: fault };
    parts.push(got.bytes);
    validators = got.validators;
  }
  const content = attempt(() => contentOf(item, parts, file, now));
  if ('reason' in content) return { outcome: 'failed', reason: content.reason };
  const { bytes, ...facts } = content;
  if (before && bytes.length < LEAST_SHARE * before.length) {
    const sizes = `${bytes.length} bytes where the one before has ${before.length}`;
    return { outcome: 'failed', reason: `has ${sizes}; remove the old file to accept it` };
  }
  await replace(file, bytes);
  log[name] = { url, ...validators };
  await replace(join(options.dir, LOG), Buffer.from(`${JSON.stringify(log, null, 2)}\n`));
  return { outcome: 'updated', bytes: bytes.length, ...facts };
}

/** In the first days of a month DB-IP's file of that month may not be there yet. */
async function getMonthly(
  template: string,
  known: Validators,
  { licenceKey = '', now, fetch }: FetchOptions,
): Promise<Download> {
  const today = new Date(now);
  const monthBefore = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1));
  const get = (date: Date): Promise<Download> =>
    download(addressOf(template, licenceKey, date), known, fetch);
  const first = await get(today);
  const missing = first.outcome === 'failed' && first.status === 404 && template.includes('{month}');
  return missing ? get(monthBefore) : first;
}

function addressOf(template: string, licenceKey: string, date: Date): string {
  return template
    .replaceAll('{key}', encodeURIComponent(licenceKey))
    .replaceAll('{month}', date.toISOString().slice(0, 7));
}

/** MaxMind gives the SHA-256 of an archive under the archive's address with `.sha256` behind it. */
async function checksumFault(
  template: string,
  bytes: Buffer,
  { licenceKey = '', now, fetch }: FetchOptions,
): Promise<string | undefined> {
  const url = `${addressOf(template, licenceKey, new Date(now))}.sha256`;
  const got = await download(url, {}, fetch);
  if (got.outcome !== 'fetched') return 'its checksum could not be had';
  const wanted = got.bytes.toString('latin1').trim().split(/\s/)[0];
  return wanted === sha256(bytes) ? undefined : 'does not match its checksum';
}

function contentOf(item: Item, parts: readonly Buffer[], file: string, now: number): Content {
  const [first = Buffer.alloc(0)] = parts;
  const today = dayText(now);
  if (item.form === 'list') {
    const lines = parts.flatMap((part) => item.normalise(part.toString('utf8')));
    const bytes = Buffer.from(`${dateLine(now)}\n${lines.join('\n')}\n`);
    const { records } = readAddressList(bytes, { file, modified: today });
    return { bytes, date: today, records };
  }
  const bytes = item.form === 'mmdb.gz' ? gunzipSync(first) : fileInTarGz(first, '.mmdb');
  return { bytes, date: readMmdb(bytes, { file, modified: today }).date };
}

/** Bytes from outside may fail any of the readers: whatever they say is the reason. */
function attempt<T>(make: () => T): T | { reason: string } {
  try {
    return make();
  } catch (error) {
    return { reason: `what came cannot be used: ${(error as Error).message}` };
  }
}

const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10);
const dateLine = (time: number): string => `# date: ${dayText(time)}`;

/** A list that its publisher still stands by was last seen so today. */
function redated(bytes: Buffer, now: number): Buffer {
  return Buffer.from(bytes.toString('utf8').replace(/^# date: .*/, dateLine(now)));
}

async function replace(file: string, bytes: Buffer): Promise<void> {
  const aside = `${file}.part`;
  try {
    await writeFile(aside, bytes, { flush: true });
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** A missing or unreadable log costs one download more. */
async function readLog(dir: string): Promise<Log> {
  try {
    return JSON.parse(await readFile(join(dir, LOG), 'utf8')) as Log;
  } catch {
    return {};
  }
}
