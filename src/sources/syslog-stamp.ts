import { parseStamp, toUtc } from '../event/time.ts';

/** A syslog stamp as read: what `readStampAt` gives. */
export interface SyslogStamp {
  /** Ms since the epoch, UTC. */
  time: number;
  /** The stamp as written, with the zone that follows it. */
  text: string;
  /** Days since the epoch of the date as written, in 1972 when it has no year. */
  day: number;
  /** Index of the first character after it. */
  end: number;
  yearAssumed: boolean;
  zoneAssumed: boolean;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** No zone is further ahead of UTC (Line Islands). */
const FURTHEST_AHEAD = 14 * HOUR;
/** A year with a 29 February, so that every day that can be written exists in it. */
const YEARLESS = 1972;
/** 29 February is skipped by 2100, so the one before may be eight years back. */
const YEARS_BACK = 9;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const BSD =
  /(?:(\d{4}) )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) {1,2}(\d{1,2})(?: (\d{4}))? (\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?!\d|[.:,]\d)/iy;
const ISO = /\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?!\d|[.:,]\d)/iy;
const OFFSET = / ?(?:z(?!\w)|([+-]\d{2}):?(\d{2})(?!\d))/iy;
const ZONE_NAME = / ([a-z]{2,5})(?![\w.-])/iy;

/**
 * Zone abbreviations that devices print, as offsets. An ambiguous one is read as its most common meaning in VPN logs:
 * CST and MST are American, IST is Indian, BST is British.
 */
const ZONES: Readonly<Record<string, string>> = {
  UTC: '+00:00',
  GMT: '+00:00',
  WET: '+00:00',
  WEST: '+01:00',
  BST: '+01:00',
  CET: '+01:00',
  CEST: '+02:00',
  CEDT: '+02:00',
  EET: '+02:00',
  SAST: '+02:00',
  EEST: '+03:00',
  EEDT: '+03:00',
  MSK: '+03:00',
  IST: '+05:30',
  SGT: '+08:00',
  HKT: '+08:00',
  AWST: '+08:00',
  JST: '+09:00',
  KST: '+09:00',
  AEST: '+10:00',
  AEDT: '+11:00',
  NZST: '+12:00',
  NZDT: '+13:00',
  NST: '-03:30',
  NDT: '-02:30',
  ADT: '-03:00',
  AST: '-04:00',
  EDT: '-04:00',
  EST: '-05:00',
  CDT: '-05:00',
  CST: '-06:00',
  MDT: '-06:00',
  MST: '-07:00',
  PDT: '-07:00',
  PST: '-08:00',
  AKDT: '-08:00',
  AKST: '-09:00',
  HST: '-10:00',
};

/**
 * Reads the stamp that begins at `at`: `Mmm dd hh:mm:ss`, with a year before the month or after the day, or ISO 8601;
 * with a fraction; with `Z`, an offset or a zone name after it. Undefined when there is none, `impossible` when it
 * names a moment that cannot be (30 February, 25 o'clock).
 *
 * Without a year it is the latest such moment that is at most a day after `reference` (ms); without a zone, `zone`
 * holds (IANA name or offset), a wall-clock reading that occurs twice being the earlier and one that is skipped moved
 * on by the gap.
 */
export function readStampAt(
  text: string,
  at: number,
  reference: number,
  zone: string,
): SyslogStamp | 'impossible' | undefined {
  const code = text.charCodeAt(at);
  const isDigit = code >= 48 && code <= 57;
  const isoLike = isDigit && text[at + 4] === '-';
  return isoLike ? readIso(text, at, zone) : readBsd(text, at, reference, zone);
}

function readIso(text: string, at: number, zone: string): SyslogStamp | 'impossible' | undefined {
  ISO.lastIndex = at;
  if (!ISO.test(text)) return undefined;
  const wallEnd = ISO.lastIndex;
  const own = readZone(text, wallEnd);
  const stamp = parseStamp(text.slice(at, wallEnd), own?.offset ?? zone);
  if (!stamp) return 'impossible';
  const end = own?.end ?? wallEnd;
  return {
    time: stamp.time,
    text: text.slice(at, end),
    day: stamp.day,
    end,
    yearAssumed: false,
    zoneAssumed: !own,
  };
}

function readBsd(
  text: string,
  at: number,
  reference: number,
  zone: string,
): SyslogStamp | 'impossible' | undefined {
  BSD.lastIndex = at;
  const match = BSD.exec(text);
  if (!match) return undefined;
  const wallEnd = BSD.lastIndex;
  const own = readZone(text, wallEnd);
  const end = own?.end ?? wallEnd;
  const year = match[1] ?? match[4];
  const wallIn = wallClock(match);
  const written = wallIn(year ? Number(year) : YEARLESS);
  if (written === undefined) return 'impossible';

  const inZone = own?.offset ?? zone;
  const time = year ? toUtc(written, inZone) : latestBefore(reference + DAY, wallIn, inZone);
  if (time === undefined) return 'impossible';
  return {
    time,
    text: text.slice(at, end),
    day: Math.floor(written / DAY),
    end,
    yearAssumed: !year,
    zoneAssumed: !own,
  };
}

type WallIn = (year: number) => number | undefined;

/** The reading as ms, taken as UTC, of the stamp in a given year; undefined when that year has no such day. */
function wallClock(match: RegExpExecArray): WallIn {
  const month = MONTHS.indexOf(match[2]!.toLowerCase());
  const date = Number(match[3]);
  const hour = Number(match[5]);
  const minute = Number(match[6]);
  const second = Number(match[7]);
  const ms = match[8] ? Number(match[8].slice(0, 3).padEnd(3, '0')) : 0;
  if (hour > 23 || minute > 59 || second > 60) return () => undefined;
  return (year) => {
    const day = Date.UTC(year, month, date);
    if (new Date(day).getUTCDate() !== date) return undefined;
    return day + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
  };
}

function latestBefore(limit: number, wallIn: WallIn, zone: string): number | undefined {
  const newest = new Date(limit + FURTHEST_AHEAD).getUTCFullYear();
  for (let year = newest; year > newest - YEARS_BACK; year--) {
    const wall = wallIn(year);
    if (wall === undefined || wall - FURTHEST_AHEAD > limit) continue;
    const time = toUtc(wall, zone);
    if (time <= limit) return time;
  }
  return undefined;
}

function readZone(text: string, at: number): { offset: string; end: number } | undefined {
  OFFSET.lastIndex = at;
  const offset = OFFSET.exec(text);
  if (offset) return { offset: offset[1] ? `${offset[1]}:${offset[2]}` : '+00:00', end: OFFSET.lastIndex };
  ZONE_NAME.lastIndex = at;
  const name = ZONE_NAME.exec(text);
  const known = name && ZONES[name[1]!.toUpperCase()];
  return known ? { offset: known, end: ZONE_NAME.lastIndex } : undefined;
}
