import type { Delivery } from '../engine/delivery.ts';
import { SOURCES } from '../sources/index.ts';
import type { ParseContext } from '../sources/source.ts';
import { createLineSplitter } from './line-splitter.ts';
import { DeliveryBuilder } from './parse-run.ts';
import { createSplitter, type Splitter } from './split.ts';

/** Usual length of a short record, bytes: what a run's columns are sized by at first. */
const SHORT_RECORD = 1024;
const NEWLINE = 10;

/** A chunk to be parsed, as it travels to another thread. */
export interface ParseJob {
  layout: 'lines' | 'json';
  bytes: Uint8Array;
  offset: number;
  last: boolean;
  /** Source id; undefined asks each record. */
  source: string | undefined;
  context: ParseContext;
}

export interface ParsedJob {
  /** Line numbers count from 1 at the chunk's first line (`lines`) or the stream's (`json`). */
  delivery: Delivery;
  /** Lines that end in the chunk. */
  lines: number;
}

/** Parses chunks one after the other; a `json` stream is carried on from chunk to chunk until its last. */
export function createParser(): (job: ParseJob) => ParsedJob {
  let carried: { builder: DeliveryBuilder; splitter: Splitter } | undefined;
  return (job) => {
    const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
    const capacity = Math.ceil(bytes.length / SHORT_RECORD) + 16;
    const { builder, splitter } = carried ?? begin(job, capacity);
    splitter.push(bytes);
    if (job.layout === 'lines' || job.last) splitter.end();
    carried = job.layout === 'json' && !job.last ? { builder, splitter } : undefined;
    return { delivery: builder.take(capacity), lines: countLines(bytes) };
  };
}

function begin(job: ParseJob, capacity: number): { builder: DeliveryBuilder; splitter: Splitter } {
  const source = SOURCES.find(({ id }) => id === job.source);
  const builder = new DeliveryBuilder(source, job.context, capacity);
  const handlers = {
    onRecord: builder.record.bind(builder),
    onReject: builder.reject.bind(builder),
  };
  const start = { offset: job.offset, line: 1 };
  return {
    builder,
    splitter: job.layout === 'lines' ? createLineSplitter(handlers, start) : createSplitter(handlers),
  };
}

export function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}
