import { expect, it } from 'vitest';
import { DAY, type JudgedLogin, MINUTE } from '../kit/index.ts';
import type { FoldState, PresenceRow } from '../store/port.ts';
import { emptyState, fold } from './fold.ts';

const worker = { id: 'w-1', provisional: false };

const login = (n: number, at: number, more: Partial<JudgedLogin>): JudgedLogin => ({
  id: String(n).padStart(6, '0'),
  time: at,
  action: 'login',
  channel: 'sso',
  outcome: 'success',
  interactive: true,
  account: 'w-1',
  worker,
  network: { type: 'fixed', source: 't', date: '2026-01-01' },
  ...more,
});

function folded(logins: readonly JudgedLogin[], start: FoldState = emptyState()) {
  return fold({
    worker: 'w-1',
    start,
    events: logins.map((event) => ({ login: event, revision: 1, fact: 7 })),
    seats: () => [],
    now: { worker, revision: 1 },
    edgeDay: 0,
    snapsFrom: undefined,
    prior: () => undefined,
    late: false,
    wantsPresence: true,
  });
}

it('notes lines and devices in use, and nothing of failures and of lines that many share', () => {
  const { presence } = folded([
    login(1, 0, { ip: '2001:db8:0:7:a::1', device: 'd', channel: 'mfa' }),
    login(2, MINUTE, { ip: '2001:db8:0:7:b::2', device: 'd', deviceManaged: false }),
    login(3, 2 * MINUTE, { ip: '192.0.2.1', outcome: 'failure', device: 'd2' }),
    login(4, 3 * MINUTE, { ip: '192.0.2.2', network: { type: 'venue', source: 't', date: '2026-01-01' } }),
  ]);
  const common = {
    day: 0,
    worker: 'w-1',
    first: 0,
    last: MINUTE,
    revision: 1,
    fact: 7,
    managed: 0,
    channels: 5,
  };
  expect(presence).toEqual([
    { ...common, kind: 'address', subject: '2001:db8:0:7::/64' },
    { ...common, kind: 'device', subject: 'd' },
  ]);
});

it('notes the first few lines of a day and their later use, also when it is folded piece by piece', () => {
  const flood = Array.from({ length: 400 }, (_, n) =>
    login(n, n * MINUTE, { ip: `198.51.100.${n % 100}`, device: `d${n % 3}` }),
  );
  const whole = folded(flood);
  const addresses = whole.presence.filter(({ kind }) => kind === 'address');
  expect(addresses.map(({ subject }) => subject)).toEqual(
    Array.from({ length: 20 }, (_, n) => `198.51.100.${n}`),
  );
  expect(addresses.map(({ last }) => last)).toEqual(Array.from({ length: 20 }, (_, n) => (300 + n) * MINUTE));

  const merged = new Map<string, PresenceRow>();
  let { state } = folded([]);
  for (let from = 0; from < flood.length; from += 30) {
    const piece = folded(flood.slice(from, from + 30), JSON.parse(JSON.stringify(state)));
    for (const row of piece.presence) {
      const known = merged.get(row.subject);
      merged.set(row.subject, known ? { ...known, last: row.last } : row);
    }
    state = piece.state;
  }
  expect([...merged.values()]).toEqual(whole.presence);
});

it('begins to count anew on another day', () => {
  const two = [0, DAY].flatMap((start) =>
    Array.from({ length: 30 }, (_, n) => login(n, start + n * MINUTE, { ip: `198.51.100.${n}` })),
  );
  expect(folded(two).presence.length).toBe(40);
});
