import { isUtf8 } from 'node:buffer';
import { DataFileError } from './data-file-error.ts';

export interface TextLine {
  text: string;
  /** Counted from 1. */
  line: number;
}

/** The lines of a UTF-8 text file, without byte order mark and line ends. Throws `DataFileError` for a binary file. */
export function textLines(bytes: Buffer, file: string): TextLine[] {
  if (bytes.includes(0) || !isUtf8(bytes)) throw new DataFileError(file, 'is binary, where text is expected');
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return text.split(/\r?\n/).map((line, index) => ({ text: line, line: index + 1 }));
}

/** The trimmed fields of one CSV line; a field in double quotes may hold commas, and doubled quotes for quotes. */
export function csvFields(text: string): string[] {
  if (!text.includes('"')) return text.split(',').map((field) => field.trim());
  const fields: string[] = [];
  for (const [, quoted, plain] of text.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g)) {
    fields.push(quoted === undefined ? (plain ?? '').trim() : quoted.replaceAll('""', '"'));
  }
  return fields;
}
