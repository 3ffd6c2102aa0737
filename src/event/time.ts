/** A stamp as read. */
export interface Stamp {
  /** Ms since the epoch, UTC. */
  time: number;
  /** Days since the epoch of the date as written, read as UTC whatever its zone: see `stampDay` in source.ts. */
  day: number;
  /** Set when the text named no zone and the context's was taken. */
  assumed?: 'zone';
}

const DAY = 86_400_000;
const QUARTER_HOUR = 900_000;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const OFFSET = /^ ?([+-])(\d{2}):?(\d{2})?$/;
const UNIVERSAL = /^ ?(?:z|utc|gmt)$/i;

/** No login log is older than this, and none is of the next century: beyond lie 1970 placeholders and wrong units. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

export const OUT_OF_RANGE = 'timestamp out of range';
/** Whether an event can have happened then (ms since the epoch); otherwise reject it as `OUT_OF_RANGE`. */
export const inEventRange = (time: number): boolean => time >= EARLIEST && time < LATEST;

/**
 * Reads ISO 8601 and RFC 3339: date and time apart by `T` or a space, 0–9 fraction digits (cut to ms), then `Z`,
 * ` UTC`, an offset with or without colon, or nothing: then `zone` (IANA name or offset) holds.
 * Undefined for anything else, and for dates that do not exist. Written by hand because it runs for every event.
 */
export function parseStamp(text: string, zone: string): Stamp | undefined {
  const stamp = text.trim();
  const separator = stamp.charCodeAt(10) | 32; // 'T' and 't' become 't', a space stays one
  if (stamp[4] !== '-' || stamp[7] !== '-' || (separator !== 116 && separator !== 32)) return undefined;
  if (stamp[13] !== ':' || stamp[16] !== ':') return undefined;
  const year = digits(stamp, 0, 4);
  const month = digits(stamp, 5, 2);
  const date = digits(stamp, 8, 2);
  const hour = digits(stamp, 11, 2);
  const minute = digits(stamp, 14, 2);
  const second = digits(stamp, 17, 2);
  // Comparisons are written so that NaN, which stands for "no digits here", fails them.
  if (!(year >= 0 && hour <= 23 && minute <= 59 && second <= 60 && dateExists(year, month, date))) {
    return undefined;
  }

  let ms = 0;
  let end = 19;
  if (stamp[end] === '.' || stamp[end] === ',') {
    const start = end + 1;
    let scale = 100;
    for (end = start; isDigit(stamp.charCodeAt(end)); end++) {
      ms += scale * (stamp.charCodeAt(end) - 48);
      scale = scale === 1 ? 0 : scale / 10;
    }
    if (end === start || end - start > 9) return undefined;
  }

  const wall = Date.UTC(year, month - 1, date, hour, minute, second) + ms;
  const day = Math.floor(wall / DAY);
  if (end === stamp.length) return { time: toUtc(wall, zone), day, assumed: 'zone' };
  if (end === stamp.length - 1 && stamp[end] === 'Z') return { time: wall, day };
  const offset = offsetOf(stamp.slice(end));
  return offset === undefined ? undefined : { time: wall - offset, day };
}

/** A time (ms) as ISO 8601 in UTC with milliseconds; pass the stamp it was read from to spare the writing of it. */
export function isoText(time: number, written = ''): string {
  const canonical =
    written.length === 24 &&
    written[10] === 'T' &&
    written[19] === '.' &&
    written[23] === 'Z' &&
    written[17] !== '6';
  return canonical ? written : new Date(time).toISOString();
}

/** Epoch seconds, milliseconds, microseconds or nanoseconds, told apart by magnitude (right for 1973–5138), as ms. */
export function epochToMs(value: number): number {
  const size = Math.abs(value);
  if (size < 1e11) return Math.round(value * 1e3);
  if (size < 1e14) return Math.floor(value);
  return Math.floor(size < 1e17 ? value / 1e3 : value / 1e6);
}

/** Whether a configured zone can be used: an IANA name the runtime knows, `UTC`, or an offset such as `-05:00`. */
export function isZone(zone: string): boolean {
  if (offsetOf(zone) !== undefined) return true;
  try {
    return Boolean(clockOf(zone));
  } catch {
    return false;
  }
}

/**
 * The instant at which the clocks of `zone` showed `wall` (ms, the clock's reading taken as UTC). A reading that a
 * clock shows twice is the earlier one; one that it skips is moved on by the gap. Throws RangeError when `!isZone`.
 */
export function toUtc(wall: number, zone: string): number {
  if (zone === 'UTC') return wall;
  const fixed = offsetOf(zone);
  return wall - (fixed ?? zoneOffset(wall, zone));
}

// Records come nearly in time order, so one remembered reading spares nearly all calls into Intl.
let lastZone = '';
let lastQuarter = Number.NaN;
let lastOffset = 0;

function zoneOffset(wall: number, zone: string): number {
  const quarter = Math.floor(wall / QUARTER_HOUR); // offsets change on quarter hours only
  if (quarter !== lastQuarter || zone !== lastZone) {
    const start = quarter * QUARTER_HOUR;
    const before = offsetAt(start - DAY, zone);
    const after = offsetAt(start + DAY, zone);
    // Of a reading seen twice both hold, of one skipped neither does: either way the offset before the change is right.
    const onlyAfter = offsetAt(start - before, zone) !== before && offsetAt(start - after, zone) === after;
    lastOffset = onlyAfter ? after : before;
    lastQuarter = quarter;
    lastZone = zone;
  }
  return lastOffset;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    clocks.set(zone, clock);
  }
  return clock;
}

/** Ms by which the clocks of an IANA zone are ahead of UTC at a time (ms). Throws RangeError for an unknown zone. */
export function offsetAt(time: number, zone: string): number {
  const part = clockOf(zone)
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName');
  return offsetOf(part?.value.replace(/^GMT(?=.)/, '') ?? '') ?? 0;
}

function offsetOf(text: string): number | undefined {
  const match = OFFSET.exec(text);
  if (!match) return UNIVERSAL.test(text) ? 0 : undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (Number(match[2]) > 15 || Number(match[3] ?? 0) > 59) return undefined;
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function dateExists(year: number, month: number, date: number): boolean {
  if (!(month >= 1 && month <= 12 && date >= 1 && date <= DAYS_IN_MONTH[month - 1]!)) return false;
  return month !== 2 || date < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** The number that `count` digits at `from` spell, NaN when they are not all digits. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) return Number.NaN;
    value = value * 10 + code - 48;
  }
  return value;
}
