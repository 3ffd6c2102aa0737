import { dayText, type Finding, HOUR, isoTime, type Raise, startOfDay, utcWeek } from '#kit';
import type { Config } from './config.ts';
import type { Evidence, Evidences, FindingId } from './findings.ts';
import { hoursOf, marksOf, quietest } from './hours.ts';
import type { SeenLogin, State } from './state.ts';

/** What the newest act completes, each finding once a week. `before` is the state without it. */
export function judge(
  { time, session }: SeenLogin,
  before: State,
  state: State,
  config: Config,
  finding: Raise<Evidences>,
): { state: State; findings: Finding[] } {
  const run = session === undefined ? undefined : state.sessions.at(-1);
  const isLongSession = run !== undefined && time - run.since >= config.sessionHours * HOUR;
  // Most acts fall into an hour that has been marked.
  const isNewHour = state.days !== before.days;
  if (!isNewHour && !isLongSession) return { state, findings: [] };

  const longDays = state.days.filter((day) => hoursOf(day) >= config.longDayHours).length;
  const quiet = quietest(state.days, config.quietHours);
  const found: FindingId[] = [];
  if (isNewHour && quiet.activeDays >= config.restlessDays) found.push('no-quiet-hours');
  if (isNewHour && longDays >= config.longDays) found.push('long-days');
  if (isLongSession) found.push('long-session');
  const week = utcWeek(time);
  const fresh = found.filter((id) => state.told[id] !== week);
  if (fresh.length === 0) return { state, findings: [] };

  const evidenceFrom = (from: number): Evidence => ({
    from: isoTime(from),
    to: isoTime(time),
    hours: Number(((time - from) / HOUR).toFixed(1)),
    longDays,
    quietest: { ...quiet, hours: config.quietHours },
    devices: state.devices.length,
    week: state.days.map((day) => ({ day: dayText(day[0]), hours: hoursOf(day), marks: marksOf(day) })),
  });
  const raise = (id: FindingId): Finding => {
    if (id !== 'long-session' || !run) {
      return finding(id, evidenceFrom(startOfDay(state.days[0]![0])), 'activity');
    }
    const ofSession = { session, longestPause: Number((run.pause / HOUR).toFixed(1)) };
    return finding(id, { ...evidenceFrom(run.since), ...ofSession }, 'activity');
  };
  const told = Object.fromEntries(fresh.map((id) => [id, week]));
  return { state: { ...state, told: { ...state.told, ...told } }, findings: fresh.map(raise) };
}
