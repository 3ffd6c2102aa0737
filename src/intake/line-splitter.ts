import {
  createGatherer,
  type RecordHandlers,
  type RecordPosition,
  type Splitter,
} from './record-gatherer.ts';

const NEWLINE = 10;

/** Lines ended by LF or CRLF; blank ones are skipped. `start` is where in the stream the first pushed byte stands. */
export function createLineSplitter(handlers: RecordHandlers, start: RecordPosition): Splitter {
  const gatherer = createGatherer(handlers);
  let { offset, line } = start; // of the line being read

  function finish(last: Buffer): void {
    const position = { offset, line };
    offset += gatherer.held + last.length + 1;
    line += 1;
    gatherer.deliver(last, position);
  }

  return {
    push(chunk) {
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
        finish(chunk.subarray(from, end));
        from = end + 1;
      }
      gatherer.hold(chunk.subarray(from));
    },
    end() {
      if (gatherer.held > 0) finish(Buffer.alloc(0));
    },
  };
}
