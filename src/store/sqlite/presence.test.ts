import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PresenceRow, Store } from '../port.ts';
import { openForWriting } from './database.ts';
import { openSqliteStore } from './sqlite-store.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homeport-presence-'));
  store = openSqliteStore(openForWriting(folder, { durable: false }));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const row = (worker: string, subject: string, more: Partial<PresenceRow> = {}): PresenceRow => ({
  kind: 'address',
  subject,
  day: 1,
  worker,
  first: 10,
  last: 20,
  revision: 1,
  fact: 3,
  managed: null,
  channels: 1,
  ...more,
});

function note(worker: string, rows: PresenceRow[], replaceFrom?: number): void {
  const touched = rows.map(({ kind, subject }) => ({ kind, subject }));
  store.commit({ presence: [{ worker, replaceFrom, rows }], touched });
}

it('keeps for judging only what several workers used', () => {
  note('w-1', [row('w-1', '192.0.2.1'), row('w-1', '192.0.2.2')]);
  expect(store.touched()).toEqual([]);
  note('w-2', [row('w-2', '192.0.2.2', { day: 9 }), row('w-2', '192.0.2.3')]);
  expect(store.touched()).toEqual([{ kind: 'address', subject: '192.0.2.2' }]);
  store.commit({ judged: store.touched() });
  expect(store.touched()).toEqual([]);
});

it('joins the parts of one day in either order: the first use says where it was', () => {
  const parts = [
    { first: 10, last: 20 },
    { first: 30, last: 40, revision: 2, fact: 4, managed: 1, channels: 4 },
    { first: 50, last: 60, fact: 5, managed: 0 },
  ];
  for (const part of parts) note('w-1', [row('w-1', '192.0.2.1', part)]);
  for (const part of parts.toReversed()) note('w-2', [row('w-2', '192.0.2.1', part)]);
  const joined = { first: 10, last: 60, managed: 1, channels: 5 };
  expect(store.presence('address', '192.0.2.1', 50)).toEqual({
    rows: [row('w-1', '192.0.2.1', joined), row('w-2', '192.0.2.1', joined)],
    crowded: false,
  });
});

it('reads of a crowd no more than the first workers by id, whatever came first', () => {
  const ids = Array.from({ length: 60 }, (_, n) => `w-${String(n).padStart(2, '0')}`);
  for (const id of ids.toReversed()) note(id, [row(id, '192.0.2.1'), row(id, '192.0.2.1', { day: 2 })]);
  const { rows, crowded } = store.presence('address', '192.0.2.1', 50);
  expect(crowded).toBe(true);
  expect([...new Set(rows.map(({ worker }) => worker))]).toEqual(ids.slice(0, 50));
  expect(rows.length).toBe(100);
  expect(store.presence('address', '192.0.2.1', 60).crowded).toBe(false);
  expect(store.presence('address', '192.0.2.9', 50)).toEqual({ rows: [], crowded: false });
});
