import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochToMs, inEventRange, isoText, isZone, parseStamp, toUtc } from './time.ts';

const at = (text: string, zone = 'UTC') => {
  const stamp = parseStamp(text, zone);
  return stamp && new Date(stamp.time).toISOString();
};

describe('parseStamp', () => {
  it.each([
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.5Z', '2026-03-01T09:30:00.500Z'],
    ['2026-03-01T09:30:00.1239Z', '2026-03-01T09:30:00.123Z'],
    ['2026-03-01 09:30:00.496000000', '2026-03-01T09:30:00.496Z'],
    ['2026-03-01 09:30:00,25', '2026-03-01T09:30:00.250Z'],
    ['2026-03-01t09:30:00z', '2026-03-01T09:30:00.000Z'],
    [' 2026-03-01T09:30:00 UTC\n', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00+00:00', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.1234567+0530', '2026-03-01T04:00:00.123Z'],
    ['2026-03-01 09:30:00 -05', '2026-03-01T14:30:00.000Z'],
    ['2024-02-29T23:59:60Z', '2024-03-01T00:00:00.000Z'],
  ])('reads %s', (text, expected) => expect(at(text)).toBe(expected));

  it.each([
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00.1234567890Z',
    '2026-01-01T00:00:00 Mars',
    '2026-01-01T00:00:00+99:00',
    '2026-01-01T00:00',
    '2026-01-01',
    '2026-1-1T00:00:00Z',
    '20260101T000000Z',
    'redacted',
    '',
  ])('refuses %j', (text) => expect(parseStamp(text, 'UTC')).toBeUndefined());

  it('says when the zone was assumed, and keeps the day as written', () => {
    expect(parseStamp('2026-03-01 23:30:00', 'America/New_York')).toEqual({
      time: Date.parse('2026-03-02T04:30:00Z'),
      day: Date.parse('2026-03-01') / 86_400_000,
      assumed: 'zone',
    });
    expect(parseStamp('2026-03-01T23:30:00-05:00', 'UTC')).toEqual({
      time: Date.parse('2026-03-02T04:30:00Z'),
      day: Date.parse('2026-03-01') / 86_400_000,
    });
  });

  it('agrees with the runtime on every canonical stamp', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
        expect(parseStamp(date.toISOString(), 'UTC')?.time).toBe(date.getTime());
      }),
    );
  });

  it('never throws', () => {
    const stampish = fc.string({ unit: fc.constantFrom(...'0123456789-:T. Z+'), maxLength: 40 });
    fc.assert(fc.property(fc.oneof(fc.string(), stampish), (text) => void parseStamp(text, 'UTC')));
  });
});

describe('toUtc', () => {
  const utc = (wall: string, zone: string) => new Date(toUtc(Date.parse(`${wall}Z`), zone)).toISOString();

  it('takes the earlier of two readings and moves a skipped one on', () => {
    expect(utc('2026-11-01T01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    expect(utc('2026-03-08T02:30:00', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
    expect(utc('2026-03-08T03:00:00', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
    expect(utc('2026-03-08T01:59:59', 'America/New_York')).toBe('2026-03-08T06:59:59.000Z');
    expect(utc('2026-11-01T02:00:00', 'America/New_York')).toBe('2026-11-01T07:00:00.000Z');
  });

  it('knows zones of half and quarter hours, and fixed offsets', () => {
    expect(utc('2026-07-01T12:00:00', 'Asia/Kathmandu')).toBe('2026-07-01T06:15:00.000Z');
    expect(utc('2026-07-01T12:00:00', 'Asia/Kolkata')).toBe('2026-07-01T06:30:00.000Z');
    expect(utc('2026-07-01T12:00:00', 'Asia/Seoul')).toBe('2026-07-01T03:00:00.000Z');
    expect(utc('2026-07-01T12:00:00', '-0700')).toBe('2026-07-01T19:00:00.000Z');
    expect(utc('2026-07-01T12:00:00', 'Europe/London')).toBe('2026-07-01T11:00:00.000Z');
  });
});

it('knows which zones can be used', () => {
  for (const zone of ['UTC', 'Z', 'America/Chicago', '+09:00', '-0330']) expect(isZone(zone)).toBe(true);
  for (const zone of ['Mars/Olympus', '', '+25:00']) expect(isZone(zone)).toBe(false);
});

it('writes a stamp in one way, however it was written', () => {
  for (const text of [
    '2026-03-01T09:30:00.120Z',
    '2026-03-01T09:30:00.12Z',
    '2026-03-01T10:29:60.120+01:00',
  ]) {
    expect(isoText(parseStamp(text, 'UTC')!.time, text)).toBe('2026-03-01T09:30:00.120Z');
  }
  expect(isoText(parseStamp('2016-12-31T23:59:60.000Z', 'UTC')!.time, '2016-12-31T23:59:60.000Z')).toBe(
    '2017-01-01T00:00:00.000Z',
  );
});

it('tells epoch units apart', () => {
  const ms = Date.parse('2026-03-01T09:30:00.123Z');
  for (const value of [ms / 1e3, ms, ms * 1e3, ms * 1e6]) expect(epochToMs(value)).toBe(ms);
});

it('believes no event outside 2000–2099', () => {
  expect(inEventRange(0)).toBe(false);
  expect(inEventRange(Date.parse('1999-12-31T23:59:59.999Z'))).toBe(false);
  expect(inEventRange(Date.parse('2000-01-01'))).toBe(true);
  expect(inEventRange(Date.parse('2100-01-01'))).toBe(false);
  expect(inEventRange(Number.NaN)).toBe(false);
});
