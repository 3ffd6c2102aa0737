import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSyslog, type Syslog } from './syslog.ts';

const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function read(line: string, receivedAt = Date.UTC(2024, 2, 10, 12), zone = 'UTC'): Syslog {
  const syslog = readSyslog(line, { receivedAt, zone });
  if (syslog === 'impossible') throw new Error(`impossible: ${line}`);
  return syslog;
}
const timeOf = (line: string, received: string, zone = 'UTC'): string =>
  new Date(read(line, Date.parse(received), zone).time).toISOString();

/** `Mmm dd hh:mm:ss` of a time, as a device on UTC writes it. */
function yearless(time: number, pad: '0' | ' '): string {
  const date = new Date(time);
  const day = String(date.getUTCDate()).padStart(2, pad);
  return `${MONTHS[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)}`;
}

describe('a stamp without a year', () => {
  it('is read back whenever it arrives within a year, or up to a day early', () => {
    const second = fc.integer({ min: Date.UTC(2001, 0, 1) / 1000, max: Date.UTC(2090, 0, 1) / 1000 });
    const delay = fc.integer({ min: -DAY, max: 363 * DAY });
    fc.assert(
      fc.property(second, delay, fc.constantFrom('0', ' ') as fc.Arbitrary<'0' | ' '>, (at, late, pad) => {
        const time = at * 1000;
        const syslog = read(`<13>${yearless(time, pad)} gate x[1]: y`, time + late);
        expect(syslog).toMatchObject({ time, host: 'gate', body: 'x[1]: y' });
      }),
    );
  });

  it('knows New Year and the leap day', () => {
    expect(timeOf('Dec 31 23:59:58 gate x: y', '2025-01-01T00:00:03Z')).toBe('2024-12-31T23:59:58.000Z');
    expect(timeOf('Jan  1 00:00:01 gate x: y', '2024-12-31T23:59:59Z')).toBe('2025-01-01T00:00:01.000Z');
    expect(timeOf('Jan  1 09:00:00 gate x: y', '2025-01-01T00:00:01Z', 'Asia/Tokyo')).toBe(
      '2025-01-01T00:00:00.000Z',
    );
    expect(timeOf('Feb 29 12:00:00 gate x: y', '2024-03-01T00:00:00Z')).toBe('2024-02-29T12:00:00.000Z');
    expect(timeOf('Feb 29 12:00:00 gate x: y', '2027-06-01T00:00:00Z')).toBe('2024-02-29T12:00:00.000Z');
    expect(timeOf('Feb 29 12:00:00 gate x: y', '2103-06-01T00:00:00Z')).toBe('2096-02-29T12:00:00.000Z');
  });

  it('takes the year from a relay that has one', () => {
    const line = '2019-01-01T00:00:05Z relay Dec 31 23:59:58 gate : x';
    expect(timeOf(line, '2026-06-01T00:00:00Z')).toBe('2018-12-31T23:59:58.000Z');
  });
});

describe('a stamp without a zone', () => {
  it('is of the configured zone, by name or by offset', () => {
    expect(timeOf('Jul 04 2024 12:00:00: x', '2024-07-05', 'America/New_York')).toBe(
      '2024-07-04T16:00:00.000Z',
    );
    expect(timeOf('2024-07-04 12:00:00 x', '2024-07-05', '+05:30')).toBe('2024-07-04T06:30:00.000Z');
  });

  it('that the clock skips is moved on, one that it shows twice is the earlier', () => {
    const inNewYork = (stamp: string): string => timeOf(`${stamp}: x`, '2024-12-01', 'America/New_York');
    expect(inNewYork('Mar 10 2024 02:30:00')).toBe('2024-03-10T07:30:00.000Z');
    expect(inNewYork('Nov 03 2024 01:30:00')).toBe('2024-11-03T05:30:00.000Z');
  });
});

it.each([
  ['Z', '12:00'],
  [' UTC', '12:00'],
  [' gmt', '12:00'],
  ['+05:30', '06:30'],
  [' -0700', '19:00'],
  [' EST', '17:00'],
  [' EDT', '16:00'],
  [' PDT', '19:00'],
  [' CET', '11:00'],
  [' CEST', '10:00'],
  [' MSK', '09:00'],
])('knows the zone %j', (zone, utc) => {
  for (const stamp of ['Mar 03 2024 12:00:00', '2024-03-03T12:00:00', '2024 Mar  3 12:00:00']) {
    const syslog = read(`<13>${stamp}${zone}: x`);
    expect(new Date(syslog.time).toISOString()).toBe(`2024-03-03T${utc}:00.000Z`);
    expect(syslog).toMatchObject({ stampText: stamp + zone, assumed: [], body: 'x' });
  }
});

it('takes a host for a host, not for a zone or a tag', () => {
  expect(read('Mar 03 2024 12:00:00 EDGE : x')).toMatchObject({ host: 'EDGE', assumed: ['zone-assumed'] });
  expect(read('Mar 03 2024 12:00:00 EST EDGE x: y')).toMatchObject({ host: 'EDGE', body: 'x: y' });
  expect(read('Mar 03 2024 12:00:00 sshd[7]: x')).toMatchObject({ body: 'sshd[7]: x' });
  expect(read('Mar 03 2024 12:00:00 sudo: x').host).toBeUndefined();
});

it('reads RFC 5424 with and without its parts', () => {
  expect(read('<13>1 2024-03-03T12:00:00Z gate app 7 id [a b="]\\"]"][c] \uFEFFbody')).toMatchObject({
    time: Date.UTC(2024, 2, 3, 12),
    host: 'gate',
    ownHost: 'gate',
    body: 'body',
  });
  expect(read('<13>1 - - - - - - body')).toMatchObject({ assumed: ['from-arrival'], body: 'body' });
  expect(read('<13>1 2024-03-03T12:00:00Z gate app 7 id [a b="').body).toContain('[a b="');
});

it('keeps what a relay says of the host apart from what the device says', () => {
  const own = 'Mar 03 2024 12:00:00: x';
  expect(read(`Mar  3 12:00:05 192.0.2.1 ${own}`)).toMatchObject({
    host: '192.0.2.1',
    stampText: 'Mar 03 2024 12:00:00',
    body: 'x',
  });
  expect(read(`Mar  3 12:00:05 192.0.2.1 ${own}`).ownHost).toBeUndefined();
});

it('gives back the tabs that a relay has escaped', () => {
  expect(read('\uFEFFMar 03 2024 12:00:00: a#011b \r\n').body).toBe('a\tb');
});

it('tells a moment that cannot be from no stamp', () => {
  const context = { receivedAt: 0, zone: 'UTC' };
  for (const stamp of [
    'Feb 30 2024 12:00:00',
    'Mar  3 24:00:00',
    '2024-02-30T12:00:00Z',
    'Apr 31 12:00:00',
  ]) {
    expect(readSyslog(`<13>${stamp} gate x`, context)).toBe('impossible');
  }
  expect(read('Foo 30 2024 12:00:00 gate x').assumed).toEqual(['from-arrival']);
});

it('reads any line, and headers of any length, once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (line) => {
      const syslog = read(line);
      expect(line.replaceAll('#011', '\t').trimEnd().endsWith(syslog.body)).toBe(true);
    }),
  );
  for (const unit of [' ', ':', '<1>', '1 ', '[', '["', 'Mar ', 'a', 'a:', '-', '\\"', '2024-']) {
    const long = unit.repeat(64_000 / unit.length);
    for (const start of [
      '',
      '<13>',
      '<13>1 2024-03-03T12:00:00Z gate a 1 - ',
      '<13>1 - - - - - [a b="',
      'Mar  3 12:00:00 ',
    ]) {
      expect(read(start + long).body.length).toBeLessThanOrEqual(start.length + long.length);
    }
  }
});
