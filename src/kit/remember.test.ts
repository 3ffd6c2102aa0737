import { expect, it } from 'vitest';
import { forgetBefore, remember } from './remember.ts';

const isSameName = (a: { name: string }, b: { name: string }) => a.name === b.name;

it('moves what is seen again to the end, and lets the least recent go', () => {
  const known = [
    { name: 'a', time: 1 },
    { name: 'b', time: 2 },
  ];
  expect(remember(known, { name: 'a', time: 3 }, isSameName, 2)).toEqual([
    { name: 'b', time: 2 },
    { name: 'a', time: 3 },
  ]);
  expect(remember(known, { name: 'c', time: 3 }, isSameName, 2).map(({ name }) => name)).toEqual(['b', 'c']);
  expect(forgetBefore(known, 2)).toEqual([{ name: 'b', time: 2 }]);
});
