import { dayText, type Finding, legOf, startOfDay, utcDay, utcWeek } from '#kit';
import type { Config } from './config.ts';
import type { Position, RaiseHere, SeenLogin } from './event.ts';
import type { Evidence } from './findings.ts';
import type { Area, State } from './state.ts';

type Told = NonNullable<State['told']>;

/** Whether the account has kept to this area and away from home, and was not reported this week. */
export function judge(
  event: SeenLogin,
  { km }: Position,
  area: Area,
  state: State,
  config: Config,
  finding: RaiseHere,
): { told: Told; finding: Finding } | undefined {
  const today = utcDay(event.time);
  if (state.told && utcWeek(startOfDay(state.told.day)) === utcWeek(event.time)) return undefined;
  const [first = today] = state.days;
  if (today - first + 1 < config.spanDays || state.days.length < config.activeDays) return undefined;
  if (area.days.length < config.share * state.days.length) return undefined;

  const reasons: Evidence['reasons'] = [];
  if (state.home !== undefined) reasons.push('was-at-home');
  if (area.disputed) reasons.push('databases-disagree');
  const id = reasons.length > 0 ? 'address-confirmation' : 'never-at-home';
  const key = [area.country, area.region, area.city].filter((part) => part !== undefined).join('/');
  const evidence: Evidence = {
    login: legOf(event),
    since: dayText(first),
    daysThere: area.days.length,
    fixedDays: state.days.length,
    daysAtHome: 0,
    km,
    claimed: event.claim.homes.map(({ country, region, city, from }) => ({
      country,
      region,
      city,
      since: from,
    })),
    lastAtHome: state.home === undefined ? undefined : dayText(state.home),
    days: state.days.map((day) => ({ day: dayText(day), there: area.days.includes(day) })),
    reasons,
  };
  return {
    told: { day: today, id, key },
    finding: finding(id, evidence, key, { confidence: area.confidence }),
  };
}
