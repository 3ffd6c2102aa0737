import { dayText, defineDetector, isListedExit, legOf, utcDay } from '#kit';
import { Config } from './config.ts';
import { findings } from './findings.ts';
import { type Kind, type Known, observe, RETAIN_DAYS, State } from './state.ts';

const MAX_TOLD = 16;
const ACTIONS: readonly string[] = ['login', 'app-access', 'vpn-connect'];
const FINDINGS: Record<Kind, keyof typeof findings> = {
  country: 'new-country',
  network: 'new-network',
  device: 'new-device',
};

/** Notes the first country, network or device of a settled worker: context that makes other alerts easier to read. */
export const newEgress = defineDetector({
  id: 'new-egress',
  version: 1,
  title: 'New country, network or device',
  attack: ['T1078'],
  subject: 'worker',
  needs: ['place', 'network'],
  uses: ['claim'],
  retain: { days: RETAIN_DAYS },
  Config,
  State,
  findings,

  relevant({ event }) {
    if (!event.interactive) return 'nobody acted';
    // A second factor comes from a telephone, often on its own network.
    if (!ACTIONS.includes(event.action)) return 'no login or access';
    if (event.outcome !== 'success') return 'not successful';
    const { type } = event.network;
    if (type !== 'fixed' && type !== 'mobile') return 'no line of a subscriber';
    if (isListedExit(event.network)) return 'through an exit that others share';
    return event.claim?.travel.length ? 'on approved travel' : true;
  },

  evaluate({ event, state: before, config, finding }) {
    const { state, fresh } = observe(before, event);
    const today = utcDay(event.time);
    const { since = today } = state;
    if (fresh.length === 0 || today - since < config.settlingDays) return { state, findings: [] };
    const noted = fresh.filter((found) => !state.told.some((told) => mutes(told, found, config.everyDays)));
    if (noted.length === 0) return { state, findings: [] };
    return {
      state: { ...state, told: [...state.told, ...noted].slice(-MAX_TOLD) },
      findings: noted.map(({ kind, name }) => {
        const others = before.known.filter((each) => each.kind === kind).map((each) => each.name);
        const evidence = { login: legOf(event), name, since: dayText(since), before: others };
        return finding(FINDINGS[kind], evidence, name, { confidence: event.place.confidence });
      }),
    };
  },
});

/** Whether one note makes another superfluous: the same country again, or any other network or device. */
const mutes = (told: Known, found: Known, everyDays: number): boolean =>
  told.kind === found.kind &&
  found.day - told.day < everyDays &&
  (found.kind !== 'country' || told.name === found.name);
