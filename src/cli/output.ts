import { Presets, SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import pc from 'picocolors';
import type { Severity } from '#kit';

/** Wrong use of the command line: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Colours on a terminal only; picocolors also heeds NO_COLOR. */
export const colour = pc.createColors(Boolean(process.stdout.isTTY) && pc.isColorSupported);

/** The reader of our output has seen enough: the rest is not written, and that is no failure. */
export function endQuietlyOnBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Writes at the pace of the reader; false once nobody reads any more. */
export async function printAll(text: string): Promise<boolean> {
  const { stdout } = process;
  if (text !== '' && !stdout.destroyed && !stdout.write(text)) {
    await new Promise<void>((resolve) => {
      const goOn = () => {
        stdout.off('drain', goOn).off('close', goOn);
        resolve();
      };
      stdout.on('drain', goOn).on('close', goOn);
    });
  }
  return !stdout.destroyed;
}

export const print = (text = ''): void => void process.stdout.write(`${text}\n`);
export const printJson = (value: unknown): void => print(JSON.stringify(value));
/** For people who watch: never mixed into what a program reads from standard output. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

export const count = (n: number): string => n.toLocaleString('en-US');

const SEVERITY_COLOUR: Record<Severity, (text: string) => string> = {
  critical: (text) => colour.bold(colour.red(text)),
  high: colour.red,
  medium: colour.yellow,
  low: colour.dim,
};
export const severityText = (severity: Severity): string => SEVERITY_COLOUR[severity](severity);

/** Columns without frames; numbers are for the caller to align. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const numeric = head.map((_, k) => rows.length > 0 && rows.every((row) => typeof row[k] === 'number'));
  const drawn = new Table({
    head: head.map((title) => colour.bold(title)),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    colAligns: numeric.map((isNumber) => (isNumber ? 'right' : 'left')),
    chars: FRAMELESS,
  });
  drawn.push(...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? count(cell) : cell))));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const FRAMELESS = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map((name) => [name, '']),
);

export interface Progress {
  update(done: number, fields?: Record<string, string>): void;
  stop(): void;
}

/** A bar with rate and time left, on standard error and on a terminal only. */
export function startProgress(label: string, total: number): Progress {
  if (!process.stderr.isTTY) return { update() {}, stop() {} };
  const bar = new SingleBar(
    {
      format: `${label.padEnd(9)} {bar} {percentage}%  {detail}  {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  bar.start(Math.max(1, total), 0, { detail: '' });
  return {
    update: (done, fields = {}) => bar.update(Math.min(done, Math.max(1, total)), { detail: '', ...fields }),
    stop: () => bar.stop(),
  };
}

/** Records a second since it was made, for a progress bar. */
export function rateMeter(): (records: number) => string {
  const start = performance.now();
  return (records) => {
    const seconds = (performance.now() - start) / 1000;
    return `${count(records)} records, ${count(Math.round(records / Math.max(seconds, 0.001)))}/s`;
  };
}
