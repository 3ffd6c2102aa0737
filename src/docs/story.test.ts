import { expect, it } from 'vitest';
import { parseStory } from './story.ts';

const story = (events: string) => `
title: A story
label: benign
base: { account: jane@example.com, place: { country: US, region: NY, city: New York } }
given: { hotel: { ip: 192.0.2.1, place: { city: Boston, region: MA } } }
events:
${events}
expect: []
`;
const login = (events: string) => parseStory('a-story', story(events)).events[0]!.login;

it('lays what is given over the base, and the event over both', () => {
  const event = login(
    '  - { at: 2026-03-02T14:00:00Z, from: hotel, ip: 192.0.2.2, place: { region: null } }',
  );
  expect(event).toMatchObject({ id: 'e1', time: Date.UTC(2026, 2, 2, 14), ip: '192.0.2.2' });
  expect(event.place).toEqual({
    country: 'US',
    city: 'Boston',
    radiusKm: 50,
    confidence: 1,
    source: 'city-db',
    date: '2026-03-01',
  });
});

it('has no fact that the story does not have', () => {
  const event = login('  - { at: 2026-03-02T14:00:00Z, place: null }');
  expect([event.place, event.network, event.claim]).toEqual([undefined, undefined, undefined]);
});

it('refuses what it does not know', () => {
  expect(() => login('  - { at: 2026-03-02T14:00:00Z, from: motel }')).toThrow("given under 'motel'");
  expect(() => login('  - { at: 2026-03-02T14:00:00Z, adress: 192.0.2.1 }')).toThrow(/adress/);
  expect(() => login('  - { at: yesterday }')).toThrow(/at/);
});
