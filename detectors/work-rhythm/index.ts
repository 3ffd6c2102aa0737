import { dayText, defineDetector, type Finding, type Raise, type Seen, utcDay, utcWeek } from '#kit';
import { Config } from './config.ts';
import { type Evidences, findings } from './findings.ts';
import { rhythmIn } from './nights.ts';
import { markHour, RETAIN_DAYS, State } from './state.ts';

const ACTIONS: readonly string[] = ['login', 'mfa', 'app-access'];

/**
 * Notes when an account is in use mostly at night by the clock of its claim. Context and no more: many people work at
 * night, and whoever hides where they are works by day.
 */
export const workRhythm = defineDetector({
  id: 'work-rhythm',
  version: 1,
  title: 'Work at night',
  attack: ['T1078'],
  subject: 'worker',
  needs: ['claim'],
  uses: [],
  retain: { days: RETAIN_DAYS },
  Config,
  State,
  findings,

  relevant({ event }) {
    if (!event.interactive) return 'nobody acted';
    if (!ACTIONS.includes(event.action)) return 'no login or access';
    if (event.outcome !== 'success') return 'not successful';
    if (event.claim.travel.length > 0) return 'on approved travel';
    return event.claim.homes.every(({ timeZone }) => timeZone) ? true : 'claim without a time zone';
  },

  evaluate({ event, state, config, finding }) {
    const week = utcWeek(event.time);
    if (state.week === week) return { state: markHour(state, event.time), findings: [] };
    // The first act of a week judges the days before its own.
    return {
      state: { ...markHour(state, event.time), week },
      findings: judge(event, state, config, finding),
    };
  },
});

function judge(
  { time, claim }: Seen<'claim', never>,
  state: State,
  config: Config,
  finding: Raise<Evidences>,
): Finding[] {
  const today = utcDay(time);
  const days = state.days.filter(([day]) => day >= today - config.windowDays);
  const [from] = days[0] ?? [];
  const [to] = days.at(-1) ?? [];
  if (from === undefined || to === undefined || days.length < config.days) return [];
  const zones = [...new Set(claim.homes.flatMap(({ timeZone }) => timeZone ?? []))];
  const rhythms = zones.map((zone) => rhythmIn(zone, days, config));
  const isAtNight = rhythms.every(
    (each) => each.days >= config.days && each.nights >= config.share * each.days,
  );
  const [rhythm] = rhythms;
  if (!rhythm || !isAtNight) return [];
  const evidence = {
    timeZone: rhythm.zone,
    from: dayText(from),
    to: dayText(to),
    nights: rhythm.nights,
    days: rhythm.days,
    night: [config.nightStarts, config.nightEnds] as [number, number],
    byHour: rhythm.byHour,
  };
  return [finding('night-rhythm', evidence, 'night')];
}
