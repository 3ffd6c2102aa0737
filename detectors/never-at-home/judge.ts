import { dayText, type Finding, kmBetween, legOf, startOfDay, utcDay, utcWeek } from '#kit';
import type { Config } from './config.ts';
import type { Position, RaiseHere, SeenLogin } from './event.ts';
import type { Evidence } from './findings.ts';
import type { Area, State } from './state.ts';

type Told = NonNullable<State['told']>;

/** Whether the account has kept to this area and away from home, and this was not reported this week. */
export function judge(
  event: SeenLogin,
  { km }: Position,
  area: Area,
  state: State,
  config: Config,
  finding: RaiseHere,
): { told: Told; finding: Finding } | undefined {
  const today = utcDay(event.time);
  const [first = today] = state.days;
  const span = today - first + 1;
  const share = area.days.length / state.days.length;
  if (span < config.spanDays || state.days.length < config.activeDays || share < config.share)
    return undefined;

  const reasons: Evidence['reasons'] = [];
  if (state.home !== undefined) reasons.push('was-at-home');
  if (area.disputed) reasons.push('databases-disagree');
  const isLasting = span >= config.settledDays && share >= config.settledShare;
  const onLongRecord = isLasting ? 'settled-elsewhere' : 'never-at-home';
  const contradiction = isLongRecord(event, state, config) ? onLongRecord : 'elsewhere-on-record';
  const id = reasons.length > 0 ? 'address-confirmation' : contradiction;
  const isTold = state.told?.id === id && utcWeek(startOfDay(state.told.day)) === utcWeek(event.time);
  if (isTold) return undefined;
  const key = keyOf(area);
  const evidence: Evidence = {
    login: legOf(event),
    since: dayText(first),
    daysThere: area.days.length,
    fixedDays: state.days.length,
    daysAtHome: 0,
    km,
    claimed: claimedBy(event),
    lastAtHome: state.home === undefined ? undefined : dayText(state.home),
    onRecordSince: dayText(state.first ?? first),
    days: state.days.map((day) => ({ day: dayText(day), there: area.days.includes(day) })),
    reasons,
  };
  return {
    told: { day: today, id, key },
    finding: finding(id, evidence, key, { confidence: area.confidence }),
  };
}

/**
 * Whether the record would show a home: it covers the employment, or more than a season. Of a long-serving worker whose
 * record begins in the middle of a stay nobody can say that they were never at home.
 */
function isLongRecord({ time, worker }: SeenLogin, { first }: State, config: Config): boolean {
  if (first === undefined) return false;
  if (utcDay(time) - first >= config.recordDays) return true;
  return worker?.startDate !== undefined && first - utcDay(Date.parse(worker.startDate)) <= config.hireDays;
}

/** A line that was reported as far from every claim, and that a claim covers now. */
export function judgeClaimChange(
  event: SeenLogin,
  { point }: Position,
  state: State,
  config: Config,
  finding: RaiseHere,
): Finding | undefined {
  const { told, home } = state;
  const isReported = told !== undefined && utcDay(event.time) - told.day <= config.windowDays;
  if (!isReported || home !== undefined || told.id === 'address-confirmation') return undefined;
  const area = state.areas.find((each) => keyOf(each) === told.key);
  if (!area || kmBetween(area, point) > config.areaKm) return undefined;
  const evidence = {
    login: legOf(event),
    claimed: claimedBy(event),
    reported: dayText(told.day),
    daysThere: area.days.length,
  };
  return finding('claim-changed-to-line', evidence, told.key, { confidence: area.confidence });
}

const keyOf = ({ country, region, city }: Area): string =>
  [country, region, city].filter((part) => part !== undefined).join('/');

const claimedBy = ({ claim }: SeenLogin): Evidence['claimed'] =>
  claim.homes.map(({ country, region, city, from }) => ({ country, region, city, since: from }));
