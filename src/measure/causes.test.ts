import { expect, it } from 'vitest';
import { DAY, HOUR } from '#kit';
import { november, sampleAlert } from '../../test/support/sample-alert.ts';
import { causeOf } from './causes.ts';

const noon = november(19);
const alert = sampleAlert();
const event = (time: number, cause: string, id?: string) => ({ id, time, cause });

it('takes the cause of the very event', () => {
  const events = [event(noon - HOUR, 'privacy-vpn'), event(noon, 'geoip-error', 'e1')];
  expect(causeOf([alert], events)).toBe('geoip-error');
});

it('takes what happened at the same time for a record without an id', () => {
  const events = [event(noon - HOUR, 'privacy-vpn'), event(noon + 1000, 'in-flight')];
  expect(causeOf([alert], events)).toBe('in-flight');
});

it('looks for the other side of a contradiction where the event itself is ordinary', () => {
  const events = [event(noon, 'home', 'e1'), event(noon - 5 * HOUR, 'business-trip')];
  expect(causeOf([alert], events)).toBe('business-trip');
});

it('goes back a month for what takes weeks to show', () => {
  const events = [event(noon, 'home', 'e1'), event(noon - 20 * DAY, 'moved')];
  expect(causeOf([alert], events)).toBe('moved');
});

it('says home where nothing unusual happened', () => {
  expect(causeOf([alert], [event(noon, 'home', 'e1')])).toBe('home');
  expect(causeOf([alert], [])).toBe('home');
});
