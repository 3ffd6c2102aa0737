import { SOURCES } from './index.ts';
import type { Source } from './source.ts';

/** A record as far as it has been read: a JSON object, or the text of what is none. */
export type Readable = Record<string, unknown> | string;

/** The source that claims a record. One that has claimed its neighbours can be given, to be asked first. */
export function sourceOf(record: Readable, likely?: Source): Source | undefined {
  if (likely && claims(likely, record)) return likely;
  return SOURCES.find((source) => claims(source, record));
}

/**
 * The one source of a file or stream, by its first records; those that nobody claims say nothing. Undefined when no
 * record is claimed, and when several sources are: each record must then be asked about with `sourceOf`.
 */
export function detectSource(sample: Iterable<Readable>): Source | undefined {
  let found: Source | undefined;
  for (const record of sample) {
    const source = sourceOf(record, found);
    if (found && source && source !== found) return undefined;
    found ??= source;
  }
  return found;
}

function claims(source: Source, record: Readable): boolean {
  if (typeof record === 'string') return source.kind === 'line' && source.claims(record);
  return source.kind === 'json' && source.claims(record);
}
