import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prejudgingWord } from '../../test/support/words.ts';
import { EXPLANATIONS, type Explanation, type Lack, type Sighting } from './sighting.ts';
import { type Contradiction, standingOf } from './standing.ts';
import { ruleText, StandingRule } from './standing-rule.ts';

const rule = StandingRule.parse({});
const FIRST = 20_000;

const PLACES: Partial<Record<Explanation, Pick<Sighting, 'place' | 'km'>>> = {
  home: { place: 'Austin, TX, US', km: 12 },
  travel: { place: 'Toronto, ON, CA', km: 2185 },
  elsewhere: { place: 'Reno, NV, US', km: 2300 },
};

/** One sighting a day from the first day on, such as `('home', 3, 'vpn', 2)`. */
function days(...story: (Explanation | number)[]): Sighting[] {
  const names = story.flatMap((name, k) =>
    typeof name === 'string' ? Array<Explanation>(story[k + 1] as number).fill(name) : [],
  );
  return names.map((explanation, k) => ({ day: FIRST + k, explanation, ...PLACES[explanation] }));
}
const lacking = (lacks: Lack, n: number): Sighting[] =>
  days('unclear', n).map((sighting) => ({ ...sighting, lacks }));
const alert = (day: number): Contradiction => ({
  alertId: `a${day}`,
  day,
  sentence: 'Logged in from Shenyang, China; no claim or approved travel covers it.',
});

/** On the last day of the story, or so many days later. */
function judge(sightings: Sighting[], contradictions: Contradiction[] = [], later = 0) {
  const last = Math.max(FIRST, ...[...sightings, ...contradictions].map(({ day }) => day));
  return standingOf('w1', last + later, { sightings, contradictions }, rule);
}

describe('a standing', () => {
  it('is consistent after two days at home, since the second', () => {
    expect(judge(days('home', 1)).state).toBe('unverified');
    const standing = judge(days('home', 6, 'vpn', 2));
    expect(standing).toMatchObject({
      state: 'consistent',
      since: FIRST + 1,
      nights: 7,
      daysThatSaySo: [0, 1, 2, 3, 4, 5].map((k) => FIRST + k),
      explained: { home: 6, vpn: 2, elsewhere: 0 },
      reasons: ['6 of 8 active days had a fixed line within 150 km of the claim.'],
    });
  });

  it('is consistent where travel explains the days', () => {
    expect(judge(days('travel', 10, 'mobile', 3))).toMatchObject({ state: 'consistent', missing: [] });
  });

  it('is contradicted by an open alert, however many days are at home, until the window has passed it', () => {
    const home = days('home', 60);
    const standing = judge(home.slice(0, 20), [alert(FIRST + 15)]);
    expect(standing).toMatchObject({ state: 'contradicted', since: FIRST + 15, nights: 5 });
    expect(standing.daysThatSaySo).toEqual([FIRST + 15]);
    expect(standing.reasons[0]).toMatch(/^An open alert contradicts the claim. The newest: Logged in from/);
    expect(judge(home, [alert(FIRST + 15)])).toMatchObject({ state: 'consistent', since: FIRST + 45 });
  });

  it('is contradicted by days elsewhere once they are many and most', () => {
    expect(judge(days('elsewhere', 7)).state).toBe('unverified');
    expect(judge(days('home', 3, 'elsewhere', 7)).state).toBe('unverified');
    expect(judge(days('home', 3, 'elsewhere', 8))).toMatchObject({
      state: 'contradicted',
      since: FIRST + 10,
      reasons: [
        '3 of 11 active days had a fixed line within 150 km of the claim.',
        '8 of 11 active days had fixed lines only elsewhere, up to 2,300 km from the claim; no travel covers them.',
      ],
    });
    expect(judge(days('home', 4, 'elsewhere', 8)).state).toBe('unverified');
    expect(judge(days('home', 9, 'elsewhere', 8)).state).toBe('consistent');
  });

  it('takes a day with one login at home for a day at home', () => {
    const trips = days('elsewhere', 10);
    expect(judge([...trips, ...days('home', 10)])).toMatchObject({
      state: 'consistent',
      explained: { home: 10, elsewhere: 0 },
    });
  });

  it.each<[string, Sighting[], object[]]>([
    ['no login', [], [{ what: 'login', days: 0 }]],
    ['only anonymised logins', days('vpn', 9, 'relay', 3), [{ what: 'open network', days: 12 }]],
    ['no fixed line', days('mobile', 4, 'vpn', 3), [{ what: 'fixed line', days: 7 }]],
    ['no claim', lacking('claim', 5), [{ what: 'claim', days: 5 }]],
    ['no place', [...days('home', 1), ...lacking('place', 3)], [{ what: 'place', days: 2 }]],
    ['an unknown network', lacking('network', 1), [{ what: 'network', days: 1 }]],
  ])('is unverified with %s, and says what is missing', (_, sightings, missing) => {
    const standing = judge(sightings);
    expect(standing).toMatchObject({ state: 'unverified', missing });
    expect(standing.reasons.length).toBeGreaterThan(0);
  });

  it('does not look at what is later than its night, and forgets what is older than its window', () => {
    const sightings = days('home', 5, 'elsewhere', 20);
    const early = standingOf('w1', FIRST + 4, { sightings, contradictions: [alert(FIRST + 9)] }, rule);
    expect(early).toEqual(judge(days('home', 5)));
    expect(judge(days('home', 5), [], rule.windowDays)).toMatchObject({ state: 'unverified', days: [] });
  });

  it('counts no more nights than the history has', () => {
    expect(judge(days('home', 200))).toMatchObject({ nights: rule.historyNights });
  });
});

const anySighting: fc.Arbitrary<Sighting> = fc.record({
  day: fc.integer({ min: FIRST, max: FIRST + 45 }),
  explanation: fc.constantFrom(...EXPLANATIONS),
  place: fc.constantFrom('Austin, TX, US', 'Reno, NV, US', undefined),
  km: fc.constantFrom(0, 2300, undefined),
  lacks: fc.constantFrom<Lack | undefined>('place', 'network', undefined),
});
const anyAlert = fc.integer({ min: FIRST, max: FIRST + 45 }).map(alert);
/** The same in some order, and some of it twice. */
const disturbed = <T>(all: readonly T[]) =>
  fc
    .tuple(fc.shuffledSubarray([...all], { minLength: all.length }), fc.subarray([...all]))
    .map(([shuffled, again]) => [...again, ...shuffled]);

describe('any standing', () => {
  const anyDays = fc.array(anySighting, { maxLength: 60 });
  const anyAlerts = fc.array(anyAlert, { maxLength: 2 });
  const twice = fc.tuple(anyDays, anyAlerts).chain(([sightings, contradictions]) =>
    fc.record({
      once: fc.constant({ sightings, contradictions }),
      again: fc.record({ sightings: disturbed(sightings), contradictions: disturbed(contradictions) }),
    }),
  );

  it('is the same for shuffled and doubled days', () => {
    fc.assert(
      fc.property(twice, ({ once, again }) => {
        const night = FIRST + 40;
        expect(standingOf('w1', night, again, rule)).toEqual(standingOf('w1', night, once, rule));
      }),
    );
  });

  it('explains each active day once, in words that prejudge nobody', () => {
    fc.assert(
      fc.property(twice, ({ once }) => {
        const { days: active, explained, reasons } = standingOf('w1', FIRST + 40, once, rule);
        expect(Object.values(explained).reduce((a, b) => a + b)).toBe(active.length);
        expect(prejudgingWord(reasons.join(' '))).toBeUndefined();
      }),
    );
  });
});

it('states its rule in words that prejudge nobody', () => {
  expect(prejudgingWord(ruleText(rule).join(' '))).toBeUndefined();
  expect(ruleText(rule).join(' ')).toContain('within 150 km of the claim');
});
