/** Something wrong with a configuration file, and what to do about it. Never carries a secret's value. */
export interface Problem {
  /** The file as it was named or found. */
  file: string;
  /** Counted from 1; absent when the file as a whole is meant. */
  line?: number;
  message: string;
  fix?: string;
}

/** One line for a terminal: `file:line: message (fix)`. */
export function formatProblem({ file, line, message, fix }: Problem): string {
  const where = line === undefined ? file : `${file}:${line}`;
  return `${where}: ${message}${fix === undefined ? '' : ` (${fix})`}`;
}
