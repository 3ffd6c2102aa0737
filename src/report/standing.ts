import { type ActiveDay, activeDays, countByExplanation, type Missing, missingOf } from './active-day.ts';
import type { Explanation, Sighting } from './sighting.ts';
import { reasonsOf } from './standing-reasons.ts';
import type { StandingRule } from './standing-rule.ts';

/** Most pressing first. */
export const STANDINGS = ['contradicted', 'unverified', 'consistent'] as const;
export type StandingState = (typeof STANDINGS)[number];

/** An open alert that contradicts the claim. */
export interface Contradiction {
  alertId: string;
  /** UTC day, days since the epoch. */
  day: number;
  sentence: string;
}

/** How a worker stands on a night. Days and nights are UTC days since the epoch. */
export interface Standing {
  worker: string;
  night: number;
  state: StandingState;
  /** First night of this state without a break, and how many nights that makes; at most those of the history. */
  since: number;
  nights: number;
  /** One sentence each. */
  reasons: string[];
  /** For `unverified`: the days that could have told more. */
  daysThatSaySo: number[];
  /** Active days of the window, in order. */
  days: ActiveDay[];
  /** Number of days by explanation; they sum to the active days. */
  explained: Record<Explanation, number>;
  /** By day. */
  contradictions: Contradiction[];
  missing: Missing[];
}

/** What is known of a worker: active days and open alerts, each by day. */
interface History {
  days: ActiveDay[];
  contradictions: Contradiction[];
}

/**
 * Judges a night (UTC day) by what the logins and open alerts of the days up to it say: a pure function of the two
 * sets, in any order and with any doubles. What is later than the night is not looked at.
 */
export function standingOf(
  worker: string,
  night: number,
  said: { sightings: readonly Sighting[]; contradictions: readonly Contradiction[] },
  rule: StandingRule,
): Standing {
  const history = { days: activeDays(said.sightings), contradictions: distinct(said.contradictions) };
  const window = windowOf(night, history, rule);
  const explained = countByExplanation(window.days);
  const state = stateOf(window, rule);
  let since = night;
  const first = firstNight(night, history, rule);
  while (since > first && stateOf(windowOf(since - 1, history, rule), rule) === state) since -= 1;
  const judged = { state, explained, ...window, missing: missingOf(window.days) };
  return {
    worker,
    night,
    since,
    nights: night - since + 1,
    ...judged,
    reasons: reasonsOf(judged, rule),
    daysThatSaySo: daysThatSaySo(judged),
  };
}

function windowOf(night: number, { days, contradictions }: History, { windowDays }: StandingRule): History {
  const isInside = ({ day }: { day: number }) => day <= night && day > night - windowDays;
  return { days: days.filter(isInside), contradictions: contradictions.filter(isInside) };
}

function stateOf({ days, contradictions }: History, rule: StandingRule): StandingState {
  const { home, travel, elsewhere } = countByExplanation(days);
  const near = home + travel;
  const isAway = elsewhere >= rule.awayDays && elsewhere >= rule.awayShare * (near + elsewhere);
  if (contradictions.length > 0 || isAway) return 'contradicted';
  return near >= rule.homeDays && near > elsewhere ? 'consistent' : 'unverified';
}

/** Before its first login or alert an account has no standing. */
function firstNight(
  night: number,
  { days, contradictions }: History,
  { historyNights }: StandingRule,
): number {
  const first = Math.min(days[0]?.day ?? night, contradictions[0]?.day ?? night);
  return Math.max(first, night - historyNights + 1);
}

const SAYS_SO: Record<StandingState, readonly Explanation[]> = {
  contradicted: ['elsewhere'],
  unverified: ['elsewhere', 'mobile', 'corporate', 'relay', 'vpn', 'unclear'],
  consistent: ['home', 'travel'],
};

function daysThatSaySo({ state, days, contradictions }: History & { state: StandingState }): number[] {
  const active = days.filter(({ explanation }) => SAYS_SO[state].includes(explanation));
  return [...new Set([...active, ...contradictions].map(({ day }) => day))].sort((a, b) => a - b);
}

function distinct(contradictions: readonly Contradiction[]): Contradiction[] {
  const byId = new Map(contradictions.map((alert) => [alert.alertId, alert]));
  return [...byId.values()].sort((a, b) => a.day - b.day || (a.alertId < b.alertId ? -1 : 1));
}
