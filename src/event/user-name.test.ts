import { expect, it } from 'vitest';
import { splitUserName } from './user-name.ts';

it.each([
  ['jane.roe', { name: 'jane.roe' }],
  ['jane@example.com', { name: 'jane@example.com' }],
  ['CORP\\jane.roe', { name: 'jane.roe', domain: 'CORP' }],
  ['CORP\\\\\\\\jane.roe', { name: 'jane.roe', domain: 'CORP' }],
  ['jane@example.com\\', { name: 'jane@example.com' }],
  ['\\jane', { name: 'jane' }],
  ['a\\b\\c', { name: 'a\\b\\c' }],
  ['\\\\', { name: '\\\\' }],
])('splits %s', (account, parts) => expect(splitUserName(account)).toEqual(parts));

it('reads a megabyte of backslashes in one pass', () => {
  const account = `a\\b${'\\'.repeat(1_000_000)}c`;
  expect(splitUserName(account)).toEqual({ name: account });
});
