import { isUtf8 } from 'node:buffer';

export type JsonTrouble = 'invalid UTF-8' | 'invalid JSON' | 'not an object';
export type JsonRecord = { record: Record<string, unknown> } | { reason: JsonTrouble };

/** What JSON can begin with: a text line is told by its first byte, far sooner than by an attempt that throws. */
const BEGINNINGS = new Set(Buffer.from(' \t\r\n{["-0123456789tfn'));

/**
 * A record's JSON object, or why it is none. Of a key given twice the last value holds; `__proto__` is a key like any
 * other. Nesting has no limit here: whoever walks a record sets one.
 */
export function parseJsonRecord(bytes: Buffer): JsonRecord {
  if (!isUtf8(bytes)) return { reason: 'invalid UTF-8' };
  if (!BEGINNINGS.has(bytes[0]!)) return { reason: 'invalid JSON' };
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return { reason: 'invalid JSON' };
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { record: value as Record<string, unknown> } : { reason: 'not an object' };
}
