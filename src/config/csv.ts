import { CsvError, parse } from 'csv-parse/sync';
import type { Column } from './column.ts';
import { suggest } from './nearest.ts';
import type { Problem } from './problem.ts';

type Columns = Record<string, Column<unknown>>;
type Value<C> = C extends Column<infer T> ? T : never;
type RequiredKeys<C extends Columns> = {
  [K in keyof C]: C[K] extends Column<unknown, true> ? K : never;
}[keyof C];

/** A row of a table with these columns, and the line on which it starts. */
export type Row<C extends Columns> = { line: number } & { [K in RequiredKeys<C>]: Value<C[K]> } & {
  [K in Exclude<keyof C, RequiredKeys<C>>]?: Value<C[K]>;
};

export interface Table<R> {
  file: string;
  /** The rows without problems. */
  rows: R[];
  problems: Problem[];
}

interface Line {
  line: number;
  cells: string[];
}

/**
 * A CSV table with a header line: comma-separated UTF-8, with or without BOM; empty lines and lines that begin with
 * `#` are skipped; columns may come in any order and be left out unless required.
 */
export function readCsv<const C extends Columns>(file: string, bytes: Uint8Array, columns: C): Table<Row<C>> {
  const problems: Problem[] = [];
  const records = readRecords(file, bytes, problems);
  const header = records.shift();
  if (header === undefined) {
    if (problems.length === 0) {
      problems.push({
        file,
        message: 'the table is empty',
        fix: `begin with a header: ${columnNames(columns)}`,
      });
    }
    return { file, rows: [], problems };
  }
  const names = readHeader(file, header, columns, problems);
  if (problems.length > 0) return { file, rows: [], problems };
  const rows = records.flatMap((record) => readRow(file, record, names, columns, problems) ?? []);
  return { file, rows, problems };
}

const columnNames = (columns: Columns): string => Object.keys(columns).join(',');

function readRecords(file: string, bytes: Uint8Array, problems: Problem[]): Line[] {
  const text = decode(file, bytes, problems);
  if (text === undefined) return [];
  try {
    // csv-parse counts a CRLF inside quotes as two lines.
    const parsed = parse(text.replaceAll(/\r\n?/g, '\n'), {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed
      .map(({ record, info }) => ({ cells: record, line: info.lines - lineBreaks(record) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines: line } = error as CsvError & { lines: number };
    problems.push({
      file,
      line,
      message: csvMessage(error.code),
      fix: 'quote a cell as "…" and double quotes in it',
    });
    return [];
  }
}

/** `info.lines` is where a record ends; a quoted cell may span lines. */
const lineBreaks = (cells: string[]): number => cells.join('').split('\n').length - 1;

function csvMessage(code: string): string {
  return code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'a quoted cell is never closed'
    : 'a quote stands in the middle of a cell';
}

function decode(file: string, bytes: Uint8Array, problems: Problem[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const line = firstInvalidLine(bytes);
    problems.push({ file, line, message: 'the table is not UTF-8', fix: 'save it as "CSV UTF-8"' });
    return undefined;
  }
}

function firstInvalidLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const piece = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (new TextDecoder().decode(piece).includes('\uFFFD')) return line;
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}

function readHeader(file: string, { line, cells }: Line, columns: Columns, problems: Problem[]): string[] {
  const known = Object.keys(columns);
  const names = cells.map((cell) => cell.toLowerCase());
  for (const [index, name] of names.entries()) {
    if (name === '') continue;
    if (!Object.hasOwn(columns, name)) {
      const separator = [';', '\t'].find((mark) => name.includes(mark));
      const fix = separator === undefined ? suggest(name, known) : 'separate the columns by commas';
      problems.push({ file, line, message: `unknown column "${cells[index]}"`, fix });
    } else if (names.indexOf(name) !== index) {
      problems.push({ file, line, message: `column ${name} stands twice`, fix: 'remove one of them' });
    }
  }
  for (const name of known) {
    if (columns[name]!.required && !names.includes(name)) {
      problems.push({ file, line, message: `column ${name} is missing`, fix: `add it to the header` });
    }
  }
  return names;
}

function readRow<C extends Columns>(
  file: string,
  { line, cells }: Line,
  names: string[],
  columns: C,
  problems: Problem[],
): Row<C> | undefined {
  const before = problems.length;
  const row: { [name: string]: unknown } = { line };
  if (cells.some((cell, index) => cell !== '' && !names[index])) {
    const fix = 'quote cells that hold a comma';
    problems.push({ file, line, message: `a cell stands under no column`, fix });
  }
  for (const [name, { required, parse }] of Object.entries<Column<unknown>>(columns)) {
    const cell = cells[names.indexOf(name)] ?? '';
    if (cell === '') {
      if (required) problems.push({ file, line, message: `${name} is empty`, fix: 'fill it in' });
      continue;
    }
    const parsed = parse(cell);
    if ('value' in parsed) row[name] = parsed.value;
    else problems.push({ file, line, message: `${name}: ${parsed.message}`, fix: parsed.fix });
  }
  return problems.length === before ? (row as Row<C>) : undefined;
}
