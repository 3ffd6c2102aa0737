import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, type JudgedLogin, MINUTE, SECOND } from '#kit';
import { createFold } from '../../test/support/fold.ts';
import { runStories } from '../../test/support/stories.ts';
import { Config } from './config.ts';
import { slipAndRecover } from './index.ts';

runStories(slipAndRecover, import.meta.dirname);

const config = Config.parse({});
const START = Date.UTC(2026, 2, 2, 14);
const AUSTIN = { country: 'US', region: 'TX', city: 'Austin', latitude: 30.27, longitude: -97.74 };
const DANDONG = { country: 'CN', region: 'LN', city: 'Dandong', latitude: 40.13, longitude: 124.38 };

function login(index: number, time: number, own: Partial<JudgedLogin>): JudgedLogin {
  return {
    id: `e${String(index).padStart(5, '0')}`,
    time,
    action: 'login',
    channel: 'sso',
    outcome: 'success',
    interactive: true,
    account: 'jane.roe@example.com',
    worker: { id: 'w-1', provisional: false },
    claim: { homes: [AUSTIN], travel: [] },
    device: 'laptop-1',
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
    ip: '192.0.2.10',
    place: { ...AUSTIN, radiusKm: 50, confidence: 1, source: 'city-db', date: '2026-03-01' },
    network: { type: 'fixed', asn: 64496, operator: 'Example Cable', source: 'asn-db', date: '2026-03-01' },
    ...own,
  };
}

const exit: Partial<JudgedLogin> = {
  ip: '203.0.113.20',
  network: { type: 'vpn', asn: 64500, source: 'asn-db', date: '2026-03-01' },
};
const abroad: Partial<JudgedLogin> = {
  ip: '198.51.100.20',
  place: { ...DANDONG, radiusKm: 50, confidence: 1, source: 'city-db', date: '2026-03-01' },
  network: { type: 'fixed', asn: 64501, source: 'asn-db', date: '2026-03-01' },
};

function foldOf(logins: readonly JudgedLogin[]) {
  const fold = createFold(slipAndRecover, config);
  for (const event of logins) fold.deliver(event);
  return fold;
}

describe('one slip', () => {
  it('is found among hundreds of clean logins, wherever it lies and on whichever side of the exit', () => {
    const clean = Array.from({ length: 300 }, (_, index) => login(index, START + index * 3 * HOUR, exit));
    const slip = fc.record({
      beside: fc.nat({ max: 299 }),
      seconds: fc.integer({ min: -3600, max: 3600 }).filter((seconds) => seconds !== 0),
    });
    fc.assert(
      fc.property(slip, ({ beside, seconds }) => {
        const time = START + beside * 3 * HOUR + seconds * SECOND;
        const fold = foldOf([...clean, login(9999, time, abroad)]);
        expect(fold.alerts().map(({ finding }) => finding)).toEqual(['slip']);
      }),
      { numRuns: 8 },
    );
  });

  it('is none more than an hour from the mask', () => {
    const apart = (minutes: number) =>
      foldOf([login(1, START, exit), login(2, START + minutes * MINUTE, abroad)]).alerts().length;
    expect([apart(60), apart(61)]).toEqual([1, 0]);
  });
});

it('keeps its state under 3 KB on a busy day, and under 16 KB with a slip and many devices in every hour', () => {
  const states = (logins: readonly JudgedLogin[]) =>
    foldOf(logins)
      .entries()
      .map(({ state }) => state.length);
  const busy = Array.from({ length: 200 }, (_, index) =>
    login(index, START + index * 7 * MINUTE, {
      device: `device-${index % 3}`,
      ...(index % 4 === 0 && { action: 'vpn-connect' as const, channel: 'vpn' as const }),
    }),
  );
  expect(Math.max(...states(busy))).toBeLessThan(3 * 1024);
  const flood = Array.from({ length: 300 }, (_, index) =>
    login(index, START + index * 2 * HOUR + (index % 12) * MINUTE, {
      ...[exit, abroad, { ...abroad, network: { ...abroad.network!, type: 'mobile' as const } }][index % 3],
      network: {
        ...[exit, abroad, { network: { ...abroad.network!, type: 'mobile' as const } }][index % 3]!.network!,
        asn: 64500 + index,
      },
      device: `00000000-0000-4000-8000-${String(index % 20).padStart(12, '0')}`,
    }),
  );
  expect(Math.max(...states(flood))).toBeLessThan(16 * 1024);
});
