import { glob } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FileSource } from '../config/schema.ts';
import type { Queue } from '../queue/port.ts';
import { type Checkpoint, followFile } from './follow.ts';

/** Ms between looks for new files that match a pattern. */
const LOOK_EVERY = 10_000;
/** A line without its end longer than this will never be a record: it goes on as it is, to be rejected. */
const MAX_LINE = 1 << 20;
const NEWLINE = 10;

export interface FollowSourcesOptions {
  sources: readonly FileSource[];
  queue: Queue;
  now(): number;
  signal: AbortSignal;
  /** After something was queued. */
  onQueued(): void;
  onTrouble(file: string, error: Error): void;
}

/** Follows every configured file into the queue, from where the last run ended, until `signal` aborts. */
export async function followSources(options: FollowSourcesOptions): Promise<void> {
  await Promise.all(options.sources.map((source) => followPattern(source, options)));
}

async function followPattern(source: FileSource, options: FollowSourcesOptions): Promise<void> {
  const { signal } = options;
  const followed = new Map<string, Promise<void>>();
  const isPattern = /[*?[{]/.test(source.path);
  while (!signal.aborted) {
    const files = isPattern ? await Array.fromAsync(glob(source.path)) : [source.path];
    for (const file of files) {
      if (!followed.has(file)) followed.set(file, follow(file, source, options));
    }
    await sleep(LOOK_EVERY, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(followed.values());
}

/** What the queue keeps of a followed file: where its first unqueued byte stands, and how many lines are before it. */
type Mark = Checkpoint & { line: number };

async function follow(path: string, source: FileSource, options: FollowSourcesOptions): Promise<void> {
  const { queue, now, signal, onQueued, onTrouble } = options;
  const key = `follow:${path}`;
  const mark = queue.checkpoint(key) as Mark | undefined;
  let line = mark?.line ?? 0;
  let held: Buffer = Buffer.alloc(0);
  let expected = mark?.offset ?? 0;

  function onChunk(bytes: Buffer, at: Checkpoint): void {
    if (at.offset !== expected) {
      // Another file, or the same one emptied: what was held is a last line without its end.
      if (held.length > 0) put(held, { ...at, offset: expected - held.length }, at.offset);
      held = Buffer.alloc(0);
      line = 0;
    }
    expected = at.offset + bytes.length;
    const all = held.length > 0 ? Buffer.concat([held, bytes]) : bytes;
    const whole = all.lastIndexOf(NEWLINE) + 1;
    const cut = whole === 0 && all.length > MAX_LINE ? all.length : whole;
    held = Buffer.from(all.subarray(cut));
    if (cut > 0) put(all.subarray(0, cut), { ...at, offset: expected - all.length }, expected - held.length);
  }

  function put(body: Buffer, at: Checkpoint, next: number): void {
    const job = {
      source: source.source ?? 'unknown',
      name: path,
      receivedAt: now(),
      zone: source.zone ?? 'UTC',
      offset: at.offset,
      line,
      body,
    };
    for (let at = body.indexOf(NEWLINE); at >= 0; at = body.indexOf(NEWLINE, at + 1)) line++;
    queue.put(job, { key, value: { ...at, offset: next, line } satisfies Mark });
    onQueued();
  }

  try {
    await followFile(path, { ...(mark ? { from: mark } : {}), onChunk, signal });
  } catch (error) {
    onTrouble(path, error as Error);
  }
}
