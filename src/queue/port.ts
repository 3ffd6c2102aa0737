/** A run of raw records, byte for byte as delivered, between intake and the engine. */
export interface Job {
  id: number;
  /** Source id; `unknown` asks each record. */
  source: string;
  /** Where the records came from, for people. */
  name: string;
  receivedAt: number;
  zone: string;
  /** Byte offset and line of the first record in that place. */
  offset: number;
  line: number;
  body: Buffer;
}

/**
 * At-least-once and in order. A job is durable when `put` returns, and its intake checkpoint with it; it is taken
 * again after a crash until it is acknowledged. The embedded engine acknowledges in the transaction that stores the
 * events (`Unit.acknowledged`), so that there it counts once.
 */
export interface Queue {
  put(job: Omit<Job, 'id'>, checkpoint?: { key: string; value: unknown }): number;
  /** The oldest jobs that nobody has acknowledged, up to so many; with `after`, only those put after that job. */
  take(max: number, after?: number): Job[];
  acknowledge(ids: readonly number[]): void;
  /** Sets a job aside that cannot be processed, with the reason; it stays until `revive`. */
  fail(id: number, reason: string): void;
  /** Puts jobs set aside back in line; returns how many. */
  revive(): number;
  depth(): { waiting: number; dead: number };
  checkpoint(key: string): unknown;
}
