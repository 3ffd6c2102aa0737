import type { Family } from '#kit';
import { dayText } from '../kit/time.ts';
import type { Alert } from './alert.ts';
import { contradictingPlace } from './contradiction.ts';
import { placeText } from './place-text.ts';

/** What a person must find out: questions that an innocent worker could answer well, at most one per family. */
export function caseQuestion(strongestFirst: readonly Alert[]): string {
  const families = new Map<Family, Alert>();
  for (const alert of strongestFirst) if (!families.has(alert.family)) families.set(alert.family, alert);
  return [...families.values()]
    .slice(0, 2)
    .map((alert) => QUESTIONS[alert.family](alert))
    .join(' ');
}

const QUESTIONS: Record<Family, (alert: Alert) => string> = {
  geo: (alert) => {
    const place = contradictingPlace(alert);
    return place
      ? `Can anything place the worker in ${placeText(place)} on ${dayText(alert.day)}: a trip, a move, a roaming phone?`
      : 'Was there a trip or a move that is not on file?';
  },
  egress: () => 'Which VPN, proxy or work network does the worker use, and is it approved?',
  share: () => 'Do the people on this address live together, work together or stay at one venue?',
  device: () => 'Which devices does the worker use, and was one replaced or lent?',
  time: () => 'Does an agreed schedule or on-call duty explain these hours?',
  account: () => 'Did the worker change a phone, second factor or password then?',
  roster: () => 'Is what the roster says about the worker up to date?',
};
