import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job, Queue } from '../../src/queue/port.ts';

/** A queue of a driver, empty at first. */
export interface OpenQueue {
  queue: Queue;
  /** The same queue as another process finds it, after this one was killed. */
  reopen(): Queue | Promise<Queue>;
  dispose(): void | Promise<void>;
}

export function job(different: Partial<Omit<Job, 'id'>> = {}): Omit<Job, 'id'> {
  return {
    source: 'okta',
    name: '/var/log/okta.ndjson',
    receivedAt: Date.UTC(2026, 10, 19, 12),
    zone: 'America/New_York',
    offset: 4096,
    line: 17,
    body: Buffer.from('{"a":1}\n{"b":2}\n'),
    ...different,
  };
}

/** What any driver of the queue port must do. */
export function describeQueue(name: string, open: () => OpenQueue | Promise<OpenQueue>): void {
  describe(`${name} as a queue`, () => {
    let opened: OpenQueue;
    let queue: Queue;

    beforeEach(async () => {
      opened = await open();
      queue = opened.queue;
    });
    afterEach(() => opened.dispose());

    const bodies = (jobs: readonly Job[]) => jobs.map(({ body }) => body.toString());
    const put = (...texts: string[]) => texts.map((text) => queue.put(job({ body: Buffer.from(text) })));

    it('is empty at first', () => {
      expect(queue.take(10)).toEqual([]);
      expect(queue.depth()).toEqual({ waiting: 0, dead: 0 });
      expect(queue.checkpoint('a')).toBeUndefined();
      expect(queue.revive()).toBe(0);
    });

    it('gives a job back as it was put, byte for byte', async () => {
      const bytes = Buffer.from(Uint8Array.from({ length: 256 }, (_, k) => k));
      const id = queue.put(job({ body: bytes }));
      expect(queue.take(1)).toEqual([{ ...job({ body: bytes }), id }]);
      queue = await opened.reopen();
      expect(queue.take(1)).toEqual([{ ...job({ body: bytes }), id }]);
    });

    it('gives the oldest first, and no more than asked for', () => {
      put('one', 'two', 'three');
      expect(bodies(queue.take(2))).toEqual(['one', 'two']);
      expect(bodies(queue.take(10))).toEqual(['one', 'two', 'three']);
    });

    it('gives a job again until it is acknowledged, also to the next process', async () => {
      const [one, , three] = put('one', 'two', 'three');
      queue.take(3);
      queue.acknowledge([one!, three!]);
      expect(bodies(queue.take(3))).toEqual(['two']);
      queue = await opened.reopen();
      expect(bodies(queue.take(3))).toEqual(['two']);
      expect(queue.depth()).toEqual({ waiting: 1, dead: 0 });
    });

    it('sets a failed job aside, so that the next can go on, and revives it in its place', async () => {
      const [one] = put('one', 'two');
      queue.fail(one!, 'cannot be read');
      expect(bodies(queue.take(2))).toEqual(['two']);
      expect(queue.depth()).toEqual({ waiting: 1, dead: 1 });
      queue = await opened.reopen();
      expect(queue.depth()).toEqual({ waiting: 1, dead: 1 });
      expect(queue.revive()).toBe(1);
      expect(bodies(queue.take(2))).toEqual(['one', 'two']);
      expect(queue.depth()).toEqual({ waiting: 2, dead: 0 });
    });

    it('keeps a checkpoint with the job that it belongs to', async () => {
      queue.put(job(), { key: 'follow:a', value: { offset: 1 } });
      queue.put(job(), { key: 'follow:b', value: 'other' });
      queue.put(job(), { key: 'follow:a', value: { offset: 2, nested: [null] } });
      queue = await opened.reopen();
      expect(queue.checkpoint('follow:a')).toEqual({ offset: 2, nested: [null] });
      expect(queue.checkpoint('follow:b')).toBe('other');
      expect(queue.depth().waiting).toBe(3);
    });

    it('keeps neither the job nor the checkpoint when one of them cannot be kept', async () => {
      queue.put(job(), { key: 'a', value: 1 });
      expect(() => queue.put(job(), { key: 'a', value: 2n })).toThrow();
      queue = await opened.reopen();
      expect(queue.checkpoint('a')).toBe(1);
      expect(queue.depth().waiting).toBe(1);
    });

    it('gives each job once to who acknowledges what it takes', () => {
      fc.assert(
        fc.property(fc.array(fc.string({ minLength: 1 })), fc.integer({ min: 1, max: 5 }), (texts, most) => {
          put(...texts);
          const taken: string[] = [];
          for (let jobs = queue.take(most); jobs.length > 0; jobs = queue.take(most)) {
            taken.push(...bodies(jobs));
            queue.acknowledge(jobs.map(({ id }) => id));
          }
          expect(taken).toEqual(texts);
        }),
        { numRuns: 20 },
      );
    });
  });
}
