/** Where a record begins in its stream. */
export interface RecordPosition {
  /** Bytes before it. */
  offset: number;
  /** Counted from 1. */
  line: number;
}

export interface RecordHandlers {
  /** The record without its line end. The bytes may be overwritten after the call: copy what is kept. */
  onRecord(bytes: Buffer, position: RecordPosition): void;
  /** What can be no record; `prefix` is its first bytes, 1,024 at most. */
  onReject(reason: 'too long' | 'binary', prefix: Buffer, position: RecordPosition): void;
  /** Longest record taken, in bytes; 1 MiB unless given. */
  maxBytes?: number;
}

/** Takes a stream in chunks of any size and hands on the records in it, in order. */
export interface Splitter {
  push(chunk: Buffer): void;
  /** The stream is over: what was held back, such as a last line without its end, is handed on. */
  end(): void;
}

const MAX_BYTES = 1_048_576;
const PREFIX_BYTES = 1024;

/** Joins the pieces of one record that chunks cut apart, never holding much more than the longest record taken. */
export function createGatherer({ onRecord, onReject, maxBytes = MAX_BYTES }: RecordHandlers) {
  let pieces: Buffer[] = [];
  let held = 0;

  function deliver(last: Buffer, position: RecordPosition): void {
    const whole = held === 0 ? last : Buffer.concat([...pieces, last]);
    const length = held + last.length;
    discard();
    const bytes = trim(whole);
    if (isBlank(bytes)) return;
    if (length > maxBytes) onReject('too long', bytes.subarray(0, PREFIX_BYTES), position);
    else if (bytes.includes(0)) onReject('binary', bytes.subarray(0, PREFIX_BYTES), position);
    else onRecord(bytes, position);
  }

  function discard(): void {
    pieces = [];
    held = 0;
  }

  return {
    /** Keeps a copy of a piece that more will follow. */
    hold(piece: Buffer): void {
      if (piece.length === 0) return;
      if (held <= maxBytes) pieces.push(Buffer.from(piece));
      held += piece.length;
      if (held > maxBytes && (pieces.length > 1 || pieces[0]!.length > PREFIX_BYTES)) {
        pieces = [Buffer.from(Buffer.concat(pieces).subarray(0, PREFIX_BYTES))];
      }
    },
    /** Hands on the record that ends with this piece, unless it is blank. */
    deliver,
    /** Forgets what was held. */
    discard,
    /** How many bytes of the record have been seen. */
    get held(): number {
      return held;
    },
  };
}

const RETURN = 13;

/** Without the CR of a CRLF, and without a byte order mark, which joined files have in their midst. */
function trim(bytes: Buffer): Buffer {
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const to = bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length;
  return from === 0 && to === bytes.length ? bytes : bytes.subarray(from, Math.max(from, to));
}

/** Whether it holds only spaces, tabs and CRs; nearly always decided by the first byte. */
function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === RETURN);
}
