import { epochToMs, inEventRange, OUT_OF_RANGE, parseStamp, type Stamp } from '../event/time.ts';

/**
 * Hand guards for JSON that may hold anything where a vendor promised a type. Zod does the same at 2.7 µs a record,
 * which is most of what a parser that runs a million times may spend.
 */

/** An object of which only these keys are read, whatever they hold. */
export type Fields<Key extends string = string> = Readonly<Partial<Record<Key, unknown>>>;
const NOTHING: Fields = Object.freeze({});

/** An object's fields; none for anything else. An object that an export left as JSON text is read. */
export function fields<Key extends string = string>(value: unknown): Fields<Key> {
  if (typeof value === 'object') return value === null || Array.isArray(value) ? NOTHING : (value as Fields);
  if (typeof value !== 'string' || value[0] !== '{') return NOTHING;
  try {
    return JSON.parse(value) as Fields;
  } catch {
    return NOTHING;
  }
}

/** An array's items; none for anything else. */
export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || value[0] !== '[') return [];
  try {
    return JSON.parse(value) as unknown[];
  } catch {
    return [];
  }
}

/** A string that says something, or a number as one. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** What vendors and redaction write in the place of an id they do not have. */
const PLACEHOLDER = /^(?:unknown|redacted|undefined|null|none|n\/a|-|x{3,}|\*+)$/i;

/** A text that is not a placeholder. */
export function known(value: unknown): string | undefined {
  const written = text(value);
  return written === undefined || PLACEHOLDER.test(written) ? undefined : written;
}

/** A finite number, also as digits. */
export function number(value: unknown): number | undefined {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** A whole number not below zero. */
export function count(value: unknown): number | undefined {
  const read = number(value);
  return read !== undefined && Number.isSafeInteger(read) && read >= 0 ? read : undefined;
}

/** A boolean, also as a word. */
export function flag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const word = value.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without its undefined fields; undefined when none is left. */
export function present<T extends object>(all: T): Defined<T> | undefined {
  let some = false;
  const result: Record<string, unknown> = {};
  for (const key in all) {
    const value = all[key];
    if (value !== undefined) {
      result[key] = value;
      some = true;
    }
  }
  return some ? (result as Defined<T>) : undefined;
}

const EPOCH = /^-?\d{1,19}(?:\.\d+)?$/;

/** Reads an event's stamp: text or epoch of any unit. A string is the reason to reject the record. */
export function readStamp(value: unknown, zone: string): Stamp | string {
  const written = text(value);
  if (written === undefined)
    return value === undefined || value === null ? 'missing timestamp' : 'unreadable timestamp';
  const stamp = EPOCH.test(written) ? epochStamp(Number(written)) : parseStamp(written, zone);
  if (!stamp) return 'unreadable timestamp';
  return inEventRange(stamp.time) ? stamp : OUT_OF_RANGE;
}

function epochStamp(value: number): Stamp {
  const time = epochToMs(value);
  return { time, day: Math.floor(time / 86_400_000) };
}
