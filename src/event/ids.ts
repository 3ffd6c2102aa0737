import { createHash } from 'node:crypto';

/** 32 hexadecimal digits (128 bits of SHA-256) of the parts, separated so that no two lists collide. */
export function hashId(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 32);
}

/** No vendor nests deeper; a hostile record could exhaust the stack. */
const DEEPEST = 500;

/** JSON with sorted keys, so that one object has one text however its keys were ordered. What is nested deeper than 500 levels is `null`. */
export function canonicalJson(value: unknown, levels = DEEPEST): string {
  if (levels === 0) return 'null';
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, levels - 1)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const members = entries.map(
      ([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner, levels - 1)}`,
    );
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

const UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;
const HASH = /^[0-9a-f]{32}$/;

/** The 16 bytes, as hexadecimal, under which an event is stored once: a UUID or hash as it is, else a hash of it. */
export function storedId(dataset: string, eventId: string): string {
  if (HASH.test(eventId)) return eventId;
  const uuid = UUID.exec(eventId);
  return uuid ? uuid.slice(1).join('').toLowerCase() : hashId(dataset, eventId);
}
