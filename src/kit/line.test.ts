import { expect, it } from 'vitest';
import { isListedExit } from './line.ts';

it('takes a listed service for an exit, and a home that is let out as a proxy for a home', () => {
  const listed = (kind: 'vpn' | 'residential-proxy') => ({ anonymiser: { kind, source: 'list' } });
  expect(isListedExit(listed('vpn'))).toBe(true);
  expect(isListedExit(listed('residential-proxy'))).toBe(false);
  expect(isListedExit({})).toBe(false);
});
