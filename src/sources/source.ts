import type { LoginEvent } from '../event/login-event.ts';

/** What a parser may know besides the record: nothing else, no clock. */
export interface ParseContext {
  /** When the record arrived (live) or the file was last written (`scan`); ms since the epoch. */
  receivedAt: number;
  /** IANA zone or offset for stamps that carry none; `UTC` unless configured. */
  zone: string;
}

/**
 * What one record becomes. `stampDay` is the UTC day (days since the epoch) of the stamp *as written*, read as UTC
 * and in year 1972 when it has none: duplicates are looked for inside that day, so it must depend on the record's
 * bytes alone and never on arrival, zone or a guessed year.
 */
export type Parsed =
  | { kind: 'ok'; events: LoginEvent[]; stampDay: number }
  | { kind: 'drop'; reason: string }
  | { kind: 'reject'; reason: string };

export const ok = (stampDay: number, ...events: LoginEvent[]): Parsed => ({ kind: 'ok', events, stampDay });
/** Understood, and no login of a person: counted under a reason from a short fixed list, never with data in it. */
export const drop = (reason: string): Parsed => ({ kind: 'drop', reason });
/** Not understood: kept with its bytes, and taken up again by `homeport retry`. */
export const reject = (reason: string): Parsed => ({ kind: 'reject', reason });

interface SourceBase {
  /** Folder name, config key and `event.dataset`. */
  id: string;
  title: string;
  /** ECS `event.provider`. */
  provider: string;
  /** What the logs can and cannot tell; the docs table is generated from it. */
  tells: { device: boolean; session: boolean; mfa: boolean; geo: boolean };
}

/** A source of JSON objects. */
export interface JsonSource extends SourceBase {
  kind: 'json';
  /** Whether a parsed object looks like this source's (format detection). */
  claims(record: Record<string, unknown>): boolean;
  parse(record: Record<string, unknown>, context: ParseContext): Parsed;
}

/** A source of text lines (syslog). */
export interface LineSource extends SourceBase {
  kind: 'line';
  claims(line: string): boolean;
  parse(line: string, context: ParseContext): Parsed;
}

export type Source = JsonSource | LineSource;
