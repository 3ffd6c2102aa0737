/** A data file that cannot be used as configured; the message names the file, the line where there is one, and why. */
export class DataFileError extends Error {
  override name = 'DataFileError';
  readonly file: string;
  readonly line: number | undefined;
  /** Without file and line. */
  readonly why: string;

  constructor(file: string, why: string, line?: number) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${why}`);
    this.file = file;
    this.line = line;
    this.why = why;
  }
}
