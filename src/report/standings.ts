import { type AnyDetector, dayText, startOfDay, utcDay } from '#kit';
import type { StoredAlert } from '../alerts/alert.ts';
import { describeAlert } from '../alerts/describe.ts';
import { Accounts } from '../engine/accounts.ts';
import { type Frozen, frozen } from '../engine/settle.ts';
import type { Directory } from '../enrich/port.ts';
import type { Worker } from '../event/facts.ts';
import type { Store } from '../store/port.ts';
import { type Sighting, sightingOf } from './sighting.ts';
import { type Contradiction, STANDINGS, type Standing, standingOf } from './standing.ts';
import type { StandingRule } from './standing-rule.ts';

/** An account that logged in and that no roster row names: nothing can be said of it. */
export interface CoverageGap {
  worker: string;
  accounts: string[];
  /** Active days of the window. */
  days: number;
}

export interface Standings {
  /** Contradicted first, then unverified, then consistent; each by worker. */
  standings: Standing[];
  gaps: CoverageGap[];
}

export interface StandingInput {
  store: Store;
  /** The roster as it is now: says who has a standing. */
  directory: Directory;
  /** Builds the directory of an earlier revision from what is stored with it. */
  rebuild(directory: unknown): Directory;
  detectors: readonly AnyDetector[];
  rule: StandingRule;
  /** UTC day, days since the epoch. */
  night: number;
  /** Only this worker. */
  only?: string | undefined;
}

/** Every worker's standing on a night, from the events, frozen facts and open alerts in the store. */
export function readStandings(input: StandingInput): Standings {
  const { store, directory, night, rule, only } = input;
  const accounts = new Accounts(store);
  const sightings = sightingsReader(input, accounts);
  const rostered = new Map([...directory.workers()].map((worker) => [worker.id, worker]));
  const isWanted = (worker: string) => only === undefined || worker === only;
  const standings = [...rostered.values()]
    .filter((worker) => isWanted(worker.id) && isEmployed(worker, night, rule))
    .map(({ id }) => {
      const said = { sightings: sightings(id), contradictions: contradictionsOf(id, input) };
      return standingOf(id, night, said, rule);
    });
  const gaps = [...accounts.workers()]
    .filter((worker) => isWanted(worker) && !rostered.has(worker))
    .map((worker) => ({
      worker,
      accounts: accounts
        .of(worker)
        .map(({ ref }) => ref.account)
        .sort(),
      days: daysInWindow(sightings(worker), input),
    }))
    .filter(({ days }) => days > 0);
  return { standings: standings.sort(mostPressing), gaps: gaps.sort(byWorker) };
}

/** What a worker's stored logins say, by the claims and facts frozen for them. */
function sightingsReader({ store, rule, night, rebuild }: StandingInput, accounts: Accounts) {
  const directories = new Map<number, Directory>();
  const stored = new Map(store.revisions().map(({ id, directory }) => [id, directory]));
  const source: Frozen = {
    accounts,
    facts: new Map([...store.facts()].map((fact) => [fact.id, fact])),
    contexts: {
      of(revision) {
        const directory = directories.get(revision) ?? rebuild(stored.get(revision));
        directories.set(revision, directory);
        return { directory };
      },
    },
  };
  const from = startOfDay(night - rule.historyNights - rule.windowDays);
  return (worker: string): Sighting[] => {
    const own = accounts.of(worker);
    const ids = new Set(own.map(({ id }) => id));
    const rows = store
      .rowsOf([...new Set(own.map(({ person }) => person))], from)
      .filter(({ rows: columns, i }) => ids.has(columns.account[i]!) && utcDay(columns.time[i]!) <= night);
    return [...frozen(rows, source)].flatMap(({ login }) => sightingOf(login, rule) ?? []);
  };
}

/** What an analyst has closed as no contradiction contradicts nothing. */
const RULED_OUT: readonly (string | undefined)[] = ['benign-positive', 'false-positive', 'duplicate'];

function contradictionsOf(worker: string, { store, detectors }: StandingInput): Contradiction[] {
  const ruledOut = store
    .casesOf(worker)
    .filter((record) => RULED_OUT.includes(record.case.verdict))
    .map(({ ordinal }) => ordinal);
  return store
    .alertsOf(worker)
    .filter((alert) => contradicts(alert) && !ruledOut.includes(alert.caseOrdinal))
    .map((alert) => ({
      alertId: alert.id,
      day: alert.day,
      sentence: describeAlert(alert, detectors).summary,
    }));
}

function contradicts({ status, shadow, deterministic, family, severity }: StoredAlert): boolean {
  if (status !== 'open' || shadow) return false;
  return deterministic || (severity !== 'low' && (family === 'geo' || family === 'share'));
}

/** On the night or in the window before it. */
function isEmployed(
  { startDate, endDate }: Pick<Worker, 'startDate' | 'endDate'>,
  night: number,
  { windowDays }: StandingRule,
): boolean {
  const hasBegun = startDate === undefined || startDate <= dayText(night);
  return hasBegun && (endDate === undefined || endDate > dayText(night - windowDays));
}

const daysInWindow = (sightings: readonly Sighting[], { night, rule }: StandingInput): number =>
  new Set(sightings.map(({ day }) => day).filter((day) => day > night - rule.windowDays)).size;

const byWorker = (a: { worker: string }, b: { worker: string }): number => (a.worker < b.worker ? -1 : 1);
const mostPressing = (a: Standing, b: Standing): number =>
  STANDINGS.indexOf(a.state) - STANDINGS.indexOf(b.state) || byWorker(a, b);
