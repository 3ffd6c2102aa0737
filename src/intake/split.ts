import { parseJsonRecord } from './json-record.ts';
import { createJsonSplitter, pageOpening } from './json-splitter.ts';
import { createLineSplitter } from './line-splitter.ts';
import type { RecordHandlers, Splitter } from './record-gatherer.ts';

export { type JsonRecord, type JsonTrouble, parseJsonRecord } from './json-record.ts';
export type { RecordHandlers, RecordPosition, Splitter } from './record-gatherer.ts';

const NEWLINE = 10;
const QUOTE = 34;
const ARRAY = 91;
const ARRAY_END = 93;
const OBJECT = 123;
const OBJECT_END = 125;

/** A first line longer than this is taken for one of many lines. */
const FIRST_LINE = 65_536;
const BEGINNING = { offset: 0, line: 1 };

/**
 * Splits a file or stream into records: NDJSON, text lines, JSON arrays, pretty-printed objects, and pages such as
 * `{"value":[…]}`. Which of them it is, its first bytes decide. Blank lines and a byte order mark are skipped; what is
 * longer than `maxBytes` or holds NUL bytes is rejected without being held in memory.
 */
export function createSplitter(handlers: RecordHandlers): Splitter {
  let head: Buffer = Buffer.alloc(0);
  let chosen: Splitter | undefined;

  function choose(ended: boolean): void {
    const layout = layoutOf(head, ended);
    if (!layout) return;
    chosen = (layout === 'json' ? createJsonSplitter : createLineSplitter)(handlers, BEGINNING);
    chosen.push(head);
    head = Buffer.alloc(0);
  }

  return {
    push(chunk) {
      if (chosen) return chosen.push(chunk);
      head = Buffer.concat([head, chunk]);
      choose(false);
    },
    end() {
      if (!chosen) choose(true);
      chosen?.end();
    },
  };
}

/** Undefined while the bytes do not suffice to tell. */
export function layoutOf(head: Buffer, ended: boolean): 'json' | 'lines' | undefined {
  const final = ended || head.length >= FIRST_LINE;
  const first = nextInk(head, head[0] === 0xef ? 3 : 0);
  if (first < 0) return final ? 'lines' : undefined;
  if (head[first] !== OBJECT && head[first] !== ARRAY) return 'lines';
  if (head[first] === ARRAY) {
    const inside = nextInk(head, first + 1);
    if (inside < 0) return final ? 'lines' : undefined;
    return head[inside] === OBJECT || head[inside] === ARRAY_END ? 'json' : 'lines';
  }

  if (pageOpening(head, first) > 0) return 'json';
  const newline = head.indexOf(NEWLINE, first);
  const second = newline < 0 ? -1 : nextInk(head, newline);
  if (second < 0) {
    const whole = newline > 0 && 'record' in parseJsonRecord(head.subarray(first, newline));
    return final || whole ? 'lines' : undefined;
  }
  // Only inside an object that goes on does a line begin with a key or a closing brace.
  return head[second] === QUOTE || head[second] === OBJECT_END ? 'json' : 'lines';
}

/** Where the first byte stands, from `at` on, that is no blank and no line end; -1 without any. */
function nextInk(bytes: Buffer, at: number): number {
  for (let i = at; i < bytes.length; i++) if (bytes[i]! > 32) return i;
  return -1;
}
