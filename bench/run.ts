import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { simulate } from '../src/simulate/index.ts';
import type { Measured } from './report.ts';

/**
 * Ratios measured in one run, each part in a process of its own, the parts in turn; medians over the rounds.
 * `npm run bench -- --events 1000000 --workers 5000 --days 30 --rounds 3 --long`
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    workers: { type: 'string', default: '5000' },
    days: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '3' },
    /** Ten times the days as well: 25 GB of disk and half an hour. */
    long: { type: 'boolean', default: false },
  },
});
const [events, workers, days, rounds] = [values.events, values.workers, values.days, values.rounds].map(
  Number,
) as [number, number, number, number];

/** As in bin/homeport.js. */
const HEAP = '--max-semi-space-size=8';

const folder = await dataSet(events, days);
print(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.versions.node}, SQLite ${process.versions.sqlite}, zstd ${process.versions.zstd}`,
);
print(`${events} Okta records of ${workers} workers over ${days} days; medians of ${rounds} rounds`);

const measured = { floor: [] as Measured[], scan: [] as Measured[], live: [] as Measured[] };
for (let round = 0; round < rounds; round++) {
  measured.floor.push(child('floor', folder));
  measured.scan.push(inFolder((data) => child('scan', folder, data)));
  measured.live.push(inFolder((data) => child('live', folder, data, String(Math.min(events, 200_000)))));
}
const floor = median(measured.floor.map(rate));
row('floor: read, split, parse, 3 look-ups, one thread', floor, 1);
row(
  'scan, both cores, durable',
  median(measured.scan.map(rate)),
  median(measured.scan.map(rate)) / floor,
  0.7,
);
row(
  'live path: queue, raw kept',
  median(measured.live.map(rate)),
  median(measured.live.map(rate)) / floor,
  0.35,
);
const scanPeak = median(measured.scan.map(({ peakMb }) => peakMb));
print(
  `scan: peak memory ${scanPeak.toFixed(0)} MB (target 512); last quarter ${growth(measured.scan)} × first (target 1.2)`,
);
print(`live: last quarter ${growth(measured.live)} × first (target 1.2)`);
if (values.long) {
  const longFolder = await dataSet(events * 10, days * 10);
  const long = inFolder((data) => child('scan', longFolder, data));
  print(
    `scan of ${long.records} records: peak memory ${long.peakMb.toFixed(0)} MB = ${(long.peakMb / scanPeak).toFixed(2)} × (target 1.2), ${(rate(long) / floor).toFixed(2)} × floor, last quarter ${growth([long])} × first`,
  );
}

async function dataSet(records: number, overDays: number): Promise<string> {
  const out = join(tmpdir(), `homeport-bench-${records}-${workers}-${overDays}`);
  if (!existsSync(join(out, 'truth', 'users.jsonl'))) {
    print(`simulating ${records} records into ${out}`);
    await simulate({ out, seed: 'bench', records, workers, days: overDays });
  }
  return out;
}

function child(part: 'floor' | 'scan' | 'live', ...args: string[]): Measured {
  const script = join(import.meta.dirname, `${part}.ts`);
  return JSON.parse(
    execFileSync(process.execPath, [HEAP, script, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 }),
  ) as Measured;
}

function inFolder<T>(use: (data: string) => T): T {
  const data = join(tmpdir(), `homeport-bench-data-${process.pid}`);
  try {
    return use(data);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function rate({ records, seconds }: Measured): number {
  return records / seconds;
}

function growth(runs: readonly Measured[]): string {
  const ratios = runs.flatMap(({ firstQuarter, lastQuarter }) =>
    firstQuarter && lastQuarter ? [lastQuarter / firstQuarter] : [],
  );
  return ratios.length > 0 ? median(ratios).toFixed(2) : '(too short to tell)';
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function row(what: string, perSecond: number, ratio: number, target?: number): void {
  const goal = target === undefined ? '' : `  (target ${(target * 100).toFixed(0)} %)`;
  print(
    `${what.padEnd(52)} ${Math.round(perSecond).toLocaleString('en-US').padStart(9)}/s  ${(ratio * 100).toFixed(0).padStart(4)} %${goal}`,
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
