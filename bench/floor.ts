import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { open, type Reader, type Response } from 'maxmind';
import { report } from './report.ts';

/**
 * The floor: read, split and `JSON.parse` an Okta file and look each address up in three databases without a cache,
 * on one thread. Usage: floor.ts FOLDER
 */
const [folder = ''] = process.argv.slice(2);
const databases = await Promise.all(
  ['city', 'asn', 'anonymous'].map((name) =>
    // A cache of one entry is the smallest that the library has; 0 would mean its default of 10,000.
    open<Response>(join(folder, 'config', `${name}.mmdb`), { cache: { max: 1 } }),
  ),
);
const measured = report.start();
measured.end(eachRecord(join(folder, 'okta.ndjson'), (text) => lookUp(JSON.parse(text), databases)));

function lookUp(record: { client?: { ipAddress?: string } }, readers: Reader<Response>[]): void {
  const ip = record.client?.ipAddress;
  if (ip) for (const reader of readers) reader.get(ip);
}

function eachRecord(file: string, use: (text: string) => void): number {
  const input = openSync(file, 'r');
  const buffer = Buffer.allocUnsafe(4 << 20);
  let records = 0;
  let held = 0;
  for (;;) {
    const read = readSync(input, buffer, held, buffer.length - held, null);
    if (read === 0) break;
    const end = held + read;
    let from = 0;
    for (let at = buffer.indexOf(10); at >= 0 && at < end; at = buffer.indexOf(10, from)) {
      use(buffer.toString('utf8', from, at));
      records++;
      from = at + 1;
    }
    buffer.copy(buffer, 0, from, end);
    held = end - from;
  }
  closeSync(input);
  return records;
}
