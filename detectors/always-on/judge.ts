import { DAY, dayText, type Finding, HOUR, isoTime, type Raise, startOfDay, utcWeek } from '#kit';
import type { Config } from './config.ts';
import type { Evidence, Evidences, FindingId } from './findings.ts';
import { type Day, hoursOf, type Run, type SeenLogin, type State } from './state.ts';

/** What the newest act completes, each finding once a week. */
export function judge(
  { time, session }: SeenLogin,
  state: State,
  config: Config,
  finding: Raise<Evidences>,
): { state: State; findings: Finding[] } {
  const week = utcWeek(time);
  const { run } = state;
  const inSession = session === undefined ? undefined : state.sessions.at(-1);
  const longDays = state.days.filter((day) => hoursOf(day) >= config.longDayHours);
  const found: [FindingId, Run | undefined][] = [
    ['no-pause', run && time - run.since >= config.restlessDays * DAY ? run : undefined],
    ['long-days', longDays.length >= config.longDays ? spanOf(longDays, time) : undefined],
    [
      'long-session',
      inSession && time - inSession.since >= config.sessionHours * HOUR ? inSession : undefined,
    ],
  ];
  const fresh = found.filter(([id, span]) => span !== undefined && state.told[id] !== week);
  if (fresh.length === 0) return { state, findings: [] };
  return {
    state: { ...state, told: { ...state.told, ...Object.fromEntries(fresh.map(([id]) => [id, week])) } },
    findings: fresh.map(([id, span]) => {
      const evidence: Evidence = {
        ...evidenceOf(span!, state, longDays.length),
        session: id === 'long-session' ? session : undefined,
        longestPause: id === 'long-days' ? undefined : span!.pause / HOUR,
      };
      return finding(id, evidence, 'activity');
    }),
  };
}

const spanOf = ([first]: readonly Day[], time: number): Run => ({
  since: startOfDay(first?.day ?? 0),
  last: time,
  pause: 0,
});

const evidenceOf = ({ since, last }: Run, { days, devices }: State, longDays: number): Evidence => ({
  from: isoTime(since),
  to: isoTime(last),
  hours: Number(((last - since) / HOUR).toFixed(1)),
  longDays,
  devices: devices.length,
  week: days.map((day) => ({ day: dayText(day.day), hours: hoursOf(day), marks: marksOf(day) })),
});

const marksOf = ({ hours }: Day): string =>
  Array.from({ length: 24 }, (_, hour) => (hours & (1 << hour) ? '#' : '.')).join('');
