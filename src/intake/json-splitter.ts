import {
  createGatherer,
  type RecordHandlers,
  type RecordPosition,
  type Splitter,
} from './record-gatherer.ts';

const NEWLINE = 10;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const ARRAY = 91; // [
const ARRAY_END = 93;
const OBJECT = 123; // {
const OBJECT_END = 125;

const NOTHING: Buffer = Buffer.alloc(0);

/** How much of an object is looked at to see whether it is a page; a Graph `nextLink` can take 2 KB. */
const LOOKAHEAD = 4096;
/** An API's page or an export's envelope: nothing but scalars before one array of objects under a customary key. */
const PAGE =
  /^\{\s*(?:"[^"\\]*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[\w.+-]+)\s*,\s*)*"(?:data|entries|events|hits|items|logs|records|results|value)"\s*:\s*\[\s*(?=[{\]])/i;

/** How many bytes before the first record of the page that begins at `at`; 0 when none does. */
export function pageOpening(bytes: Buffer, at: number): number {
  return PAGE.exec(bytes.toString('latin1', at, at + LOOKAHEAD))?.[0].length ?? 0;
}

/**
 * Finds the objects in JSON laid out in any way: in an array, one after another, over many lines, in pages. One that
 * breaks off (a raw line end in a string, or a new object where a member should stand) is handed on as far as it goes,
 * as are lines of other text between objects, and reading goes on behind them. It takes about as long as JSON.parse of
 * the same, which is why one object a line is split elsewhere.
 */
export function createJsonSplitter(handlers: RecordHandlers, start: RecordPosition): Splitter {
  const gatherer = createGatherer(handlers);
  let { offset, line } = start; // offset: of the first byte being read
  let waiting = NOTHING;
  let state: 'between' | 'record' | 'text' | 'page end' = 'between';
  let recordAt: RecordPosition = start;
  /** What stands open around the records. */
  const around: ('array' | 'page')[] = [];
  const object = createObjectTracker();

  function begin(kind: 'record' | 'text', at: number): void {
    state = kind;
    recordAt = { offset: offset + at, line };
    object.begin(false);
  }

  /** Reads what lies between records, up to where one begins; `bytes.length` when none does. */
  function between(bytes: Buffer, from: number, ended: boolean): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === OBJECT) {
        if (!ended && bytes.length - at < LOOKAHEAD) {
          waiting = Buffer.from(bytes.subarray(at));
          offset -= waiting.length;
          return bytes.length;
        }
        const opening = pageOpening(bytes, at);
        if (opening === 0) {
          begin('record', at);
          return at;
        }
        around.push('page');
        line += newlinesIn(bytes.subarray(at, at + opening));
        at += opening - 1;
      } else if (byte === ARRAY) around.push('array');
      else if (byte === ARRAY_END) {
        if (around.pop() === 'page') {
          state = 'page end';
          object.begin(true);
          return at + 1;
        }
      } else if (byte === NEWLINE) line += 1;
      else if (byte > SPACE && byte !== COMMA) {
        begin('text', at);
        return at;
      }
    }
    return bytes.length;
  }

  function read(bytes: Buffer, ended: boolean): void {
    waiting = NOTHING;
    for (let at = 0; at < bytes.length; ) {
      if (state === 'between') at = between(bytes, at, ended);
      if (state === 'between') break;
      const end = state === 'text' ? bytes.indexOf(NEWLINE, at) : object.end(bytes, at);
      const part = end < 0 ? bytes.subarray(at) : bytes.subarray(at, end);
      line += newlinesIn(part);
      if (state !== 'page end') gatherer[end < 0 ? 'hold' : 'deliver'](part, recordAt);
      if (end < 0) break;
      state = 'between';
      at = end;
    }
    offset += bytes.length;
  }

  return {
    push: (chunk) => read(waiting.length > 0 ? Buffer.concat([waiting, chunk]) : chunk, false),
    end() {
      read(waiting, true);
      if (gatherer.held > 0) gatherer.deliver(NOTHING, recordAt);
    },
  };
}

/** Follows one JSON object to its end, through any number of buffers. */
function createObjectTracker() {
  let containers: number[] = [];
  let inString = false;
  let escaped = false;
  let before = 0; // the last byte that was no blank
  let lineEnded = false; // after `before`

  return {
    /** The next object begins with the next byte, or its brace has been read already. */
    begin(braceRead: boolean): void {
      containers = braceRead ? [OBJECT] : [];
      inString = false;
      escaped = false;
      before = braceRead ? OBJECT : 0;
      lineEnded = false;
    },
    /** Where the object ends: behind its brace, or at the byte that cannot belong to it; -1 when it goes on. */
    end(bytes: Buffer, from: number): number {
      for (let at = from; at < bytes.length; at++) {
        const byte = bytes[at]!;
        if (inString) {
          if (byte === NEWLINE) return at;
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) inString = false;
          continue;
        }
        if (byte <= SPACE) {
          lineEnded ||= byte === NEWLINE;
          continue;
        }
        if (byte === QUOTE) inString = true;
        else if (byte === OBJECT || byte === ARRAY) {
          const memberDue = containers.at(-1) === OBJECT && before !== COLON;
          if (byte === OBJECT && lineEnded && memberDue) return at;
          containers.push(byte);
        } else if (byte === OBJECT_END || byte === ARRAY_END) {
          containers.pop();
          if (containers.length === 0) return at + 1;
        }
        before = byte;
        lineEnded = false;
      }
      return -1;
    },
  };
}

function newlinesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
