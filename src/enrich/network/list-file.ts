import type { FileFacts } from '../data/data-file.ts';
import { DataFileError } from '../data/data-file-error.ts';
import { csvFields, type TextLine, textLines } from '../data/text-lines.ts';
import type { Words } from './address-words.ts';
import { type Cidr, parseCidr } from './cidr.ts';
import { cidrFinder } from './segments.ts';

/** What a list says of one address range. */
export interface Listed {
  operator?: string;
  /** Ms since the epoch: the list does not speak of earlier times. */
  firstSeen?: number;
  /** `YYYY-MM-DD`: when it was last seen so; without a date of its own, the list's. */
  seen: string;
  country?: string;
  /** Suffix of the ISO 3166-2 code. */
  region?: string;
  city?: string;
}

export interface AddressList {
  /** `YYYY-MM-DD`. */
  date: string;
  records: number;
  /** Ms since the epoch at which some range starts to count. */
  boundaries: number[];
  find(address: Words): Listed | undefined;
}

const COLUMNS = ['cidr', 'operator', 'first_seen', 'last_seen', 'country', 'region', 'city'];
const DATED_COMMENT = /^#\s*date:\s*(\S+)/;

/**
 * Reads a list of address ranges: one CIDR or address a line, or CSV under a header of `cidr` and any of `operator`,
 * `first_seen`, `last_seen`, `country`, `region`, `city`. `#` starts a comment; `# date: 2026-11-01` dates the list,
 * unless `given.date` does; without either it is as old as its file. Throws `DataFileError` with the line.
 */
export function readAddressList(
  bytes: Buffer,
  { file, modified }: FileFacts,
  given: { operator?: string; date?: string } = {},
): AddressList {
  const lines = textLines(bytes, file);
  const content = lines.filter(({ text }) => text.trim() !== '' && !text.startsWith('#'));
  const date = given.date ?? commentedDate(lines, file) ?? modified;
  const [first] = content;
  if (!first) throw empty(file);

  const header = columnsOf(first, file);
  const defaults = { seen: date, ...(given.operator ? { operator: given.operator } : {}) };
  const shared = new Map<string, Listed>();
  const entries: Listed[] = [];
  function* ranges(): Generator<Cidr> {
    for (const { text, line } of header ? content.slice(1) : content) {
      const [range, rest] = header ? splitRow(text) : [text.replace(/\s*#.*/, '').trim(), ''];
      const cidr = parseCidr(range);
      if (!cidr) throw new DataFileError(file, `"${range}" is no address range${hint(range)}`, line);
      let known = shared.get(rest);
      if (!known) {
        const said = header ? listedOf(csvFields(rest), header.slice(1), file, line) : {};
        known = Object.freeze({ ...defaults, ...said });
        shared.set(rest, known);
      }
      entries.push(known);
      yield cidr;
    }
  }
  const find = cidrFinder(ranges());
  if (entries.length === 0) throw empty(file);
  const boundaries = [...shared.values()].flatMap(({ firstSeen }) => firstSeen ?? []);
  return { date, records: entries.length, boundaries, find: (address) => entries[find(address)] };
}

const empty = (file: string): DataFileError =>
  new DataFileError(file, 'holds no address range; fill it or take it out of the settings');

/** The range and the unread rest of a row: most rows of a list say the same of different ranges. */
function splitRow(text: string): [range: string, rest: string] {
  const comma = text.indexOf(',');
  const range = comma < 0 ? text : text.slice(0, comma);
  return [range.trim().replace(/^"(.*)"$/, '$1'), comma < 0 ? '' : text.slice(comma + 1)];
}

function listedOf(
  fields: readonly string[],
  columns: readonly string[],
  file: string,
  line: number,
): Partial<Listed> {
  if (fields.length > Math.max(1, columns.length)) {
    throw new DataFileError(
      file,
      `has ${fields.length + 1} fields under ${columns.length + 1} columns`,
      line,
    );
  }
  const field = (name: string): string | undefined => fields[columns.indexOf(name)] || undefined;
  const day = (name: string): string | undefined => {
    const value = field(name);
    return value === undefined ? undefined : dayOf(value, file, line);
  };
  const firstSeen = day('first_seen');
  const seen = day('last_seen');
  const operator = field('operator');
  const country = field('country')?.toUpperCase();
  const region = field('region')?.replace(/^[A-Za-z]{2}-/, '');
  const city = field('city');
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) {
    throw new DataFileError(file, `"${country}" is no country; write two letters such as US`, line);
  }
  return {
    ...(operator ? { operator } : {}),
    ...(firstSeen ? { firstSeen: Date.parse(firstSeen) } : {}),
    ...(seen ? { seen } : {}),
    ...(country ? { country } : {}),
    ...(region ? { region } : {}),
    ...(city ? { city } : {}),
  };
}

/** The header's columns, the range first; undefined for a plain list. */
function columnsOf({ text, line }: TextLine, file: string): string[] | undefined {
  const columns = csvFields(text.toLowerCase());
  if (columns[0] !== 'cidr') return undefined;
  const unknown = columns.find((column) => !COLUMNS.includes(column));
  if (unknown === undefined) return columns;
  throw new DataFileError(file, `unknown column "${unknown}"; known are ${COLUMNS.join(', ')}`, line);
}

function commentedDate(lines: readonly TextLine[], file: string): string | undefined {
  for (const { text, line } of lines) {
    const written = DATED_COMMENT.exec(text)?.[1];
    if (written !== undefined) return dayOf(written, file, line);
  }
  return undefined;
}

function dayOf(written: string, file: string, line: number): string {
  const day = written.slice(0, 10);
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))) return day;
  throw new DataFileError(file, `"${written}" is no date; write it as 2026-11-01`, line);
}

function hint(range: string): string {
  if (!range.includes(',')) return '; write 198.51.100.0/24 or a single address';
  return '; a list with several columns starts with a line such as cidr,operator,first_seen,last_seen';
}
