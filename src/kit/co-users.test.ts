import { describe, expect, it } from 'vitest';
import { atOneTime, type CoUser, coUsers, countParties, kmApart, newThisWeek, together } from './co-users.ts';
import type { Presence } from './define.ts';
import { HOUR, startOfDay } from './time.ts';

const home = (latitude?: number, longitude?: number) => ({ country: 'US', latitude, longitude });
const claim = (...homes: ReturnType<typeof home>[]) => ({ homes, travel: [] });

const row = (id: string, day: number, from = 9, to = 17, more: Partial<Presence> = {}): Presence => ({
  day,
  worker: { id, provisional: false },
  first: startOfDay(day) + from * HOUR,
  last: startOfDay(day) + to * HOUR,
  channels: ['sso'],
  ...more,
});
const users = (...rows: Presence[]): CoUser[] => coUsers(rows);

describe('users of one address or device', () => {
  it('are the workers on the roster, with their newest claim', () => {
    const [old, current] = [claim(home(30, -97)), claim(home(40, -105))];
    const [w1, ...others] = users(
      row('w-2', 3),
      row('w-1', 5),
      row('w-1', 4, 9, 17, { claim: current }),
      row('w-1', 3, 9, 17, { claim: old }),
      row('guest', 3, 9, 17, { worker: { id: 'guest', provisional: true } }),
    );
    expect(others.map(({ worker }) => worker.id)).toEqual(['w-2']);
    expect(w1).toMatchObject({ claim: current, from: 3, to: 5 });
    expect(w1?.rows.map(({ day }) => day)).toEqual([3, 4, 5]);
  });

  it('are at one time unless one came after the other had gone', () => {
    const [a, b] = users(row('a', 1), row('a', 5), row('b', 5)) as [CoUser, CoUser];
    expect([atOneTime(a, b), atOneTime(b, a)]).toEqual([true, true]);
    const [c, d] = users(row('c', 1), row('c', 5), row('d', 6)) as [CoUser, CoUser];
    expect([atOneTime(c, d), atOneTime(d, c)]).toEqual([false, false]);
  });

  it('are together for the minutes in which at least two are there, each counted once', () => {
    const day = users(row('a', 1, 9, 17), row('b', 1, 10, 12), row('c', 1, 11, 13), row('d', 1, 20, 21));
    expect(together(day)).toEqual({ days: 1, minutes: 180 });
    expect(together(users(row('a', 1), row('b', 2)))).toEqual({ days: 0, minutes: 0 });
  });

  it('are one party where a chain of relations joins them', () => {
    const four = users(row('a', 1), row('b', 1), row('c', 1), row('d', 1));
    const chain = new Set(['ac', 'ca', 'cb', 'bc']);
    expect(countParties(four, (a, b) => chain.has(a.worker.id + b.worker.id))).toBe(2);
    expect(countParties(four, () => false)).toBe(4);
  });
});

describe('the distance between claims', () => {
  it('is that of the nearest homes', () => {
    const near = kmApart(claim(home(0, 0), home(50, 50)), claim(home(0, 1)));
    expect(near).toBeCloseTo(111.2, 0);
  });

  it('is not known where a home is not on the map, or nothing is claimed', () => {
    expect(kmApart(claim(home(0, 0), home()), claim(home(0, 1)))).toBeUndefined();
    expect(kmApart(undefined, claim(home(0, 1)))).toBeUndefined();
  });
});

it('says the same once a calendar week to each worker', () => {
  // Day 4 was Monday, 5 January 1970.
  const presence = [4, 5, 6, 7, 11, 12].map((day) => row('a', day));
  const conclude = (day: number) =>
    day < 5
      ? undefined
      : { id: day < 7 ? 'two' : 'three', workers: day === 5 ? ['a', 'b'] : ['a', 'b', 'c'] };
  const said = presence.map(({ day }) => newThisWeek(day, presence, conclude));
  expect(said).toEqual([
    undefined,
    { id: 'two', workers: ['a', 'b'] },
    { id: 'two', workers: ['c'] },
    { id: 'three', workers: ['a', 'b', 'c'] },
    { id: 'three', workers: ['a', 'b', 'c'] },
    undefined,
  ]);
});
