import type { Alert, StoredAlert } from '../alerts/alert.ts';
import type { Worker } from '../event/facts.ts';
import { readPacked } from '../event/packed.ts';
import { startOfDay, utcDay } from '../kit/time.ts';
import type { Dirty, PresenceRow, Snap, Store, Subject } from '../store/port.ts';
import { compareRows, idHex, type RowRef } from '../store/rows.ts';
import type { Accounts } from './accounts.ts';
import type { Context, Contexts } from './contexts.ts';
import type { FactTable } from './fact-table.ts';
import { emptyState, type FoldOutput, type FrozenLogin, fold } from './fold.ts';
import { loginOf } from './login.ts';

/** Days for which a late event rewinds rather than rebuilds: DESIGN §5.3. */
export const HORIZON_DAYS = 3;

export interface Judging {
  store: Store;
  accounts: Accounts;
  facts: FactTable;
  contexts: Contexts;
  /** Newest UTC day in the log. */
  edgeDay: number;
  wantsPresence: boolean;
  /**
   * The worker is judged piece by piece as events come: the state given is current, the fold may go on from it, and
   * snaps are kept for rewinding. Otherwise the fold starts at a snap or anew, and replaces what was concluded there.
   */
  inPieces: boolean;
}

export interface Settled {
  worker: Worker;
  subject: Subject & { snapsChanged: boolean };
  concluded: FoldOutput['alerts'];
  /** Alerts that the fold had to raise again, were they still true. */
  atStake: StoredAlert[];
  /** Evaluations counted before this fold; what has been added since is the difference to the subject's. */
  countsBefore: Record<string, number>;
  presence: { worker: string; replaceFrom?: number | undefined; rows: PresenceRow[] }[];
  touched: { kind: 'address' | 'device'; subject: string }[];
}

/**
 * Judges a worker whose events changed: goes on from the newest event judged, or rewinds to the last midnight before
 * the change, or starts anew. `read` gives the worker's rows at or after a time, those of the open batch included.
 */
export function settle(
  { worker: id, since, late }: Dirty,
  before: Subject | undefined,
  read: (from: number) => RowRef[],
  judging: Judging,
): Settled {
  const { store, accounts, contexts, edgeDay, inPieces } = judging;
  const start = startingPoint(before, since, judging.inPieces);
  const rows = read(start.from).filter(({ rows, i }) => accounts.get(rows.account[i]!).worker === id);
  rows.sort(compareRows);
  const newest = rows.at(-1);
  const now = workerNow(id, judging);
  const output = fold({
    worker: id,
    start: start.state,
    events: frozen(rows, judging),
    seats: (revision, worker) => contexts.seatsFor(revision, worker),
    now: { worker: now, revision: contexts.current.revision },
    edgeDay,
    snapsFrom: inPieces ? edgeDay - HORIZON_DAYS : undefined,
    prior: start.replaces === undefined ? (alert) => openAlert(store, alert) : () => undefined,
    late,
    wantsPresence: judging.wantsPresence,
  });
  const snaps = keptSnaps(start.snaps, output.snaps, edgeDay - HORIZON_DAYS);
  const atStake =
    start.replaces === undefined
      ? [...output.alerts.keys()].flatMap((alert) => store.alert(alert) ?? [])
      : store.alertsOf(id).filter(({ subject, day }) => subject.kind === 'worker' && day >= start.replaces!);
  return {
    worker: now,
    subject: {
      worker: id,
      head: newest
        ? { time: newest.rows.time[newest.i]!, id: idHex(newest) }
        : start.replaces === undefined
          ? (before?.head ?? null)
          : null,
      state: output.state,
      snaps,
      snapsChanged:
        !before || snaps.length !== before.snaps.length || snaps.some((snap, k) => snap !== before.snaps[k]),
    },
    concluded: output.alerts,
    atStake,
    countsBefore: before?.state.counts ?? {},
    presence: [{ worker: id, replaceFrom: start.replaces, rows: output.presence }],
    touched: judging.wantsPresence
      ? subjectsOf(output.presence, start.replaces === undefined ? [] : store.presenceOf(id, start.replaces))
      : [],
  };
}

function subjectsOf(...lists: readonly PresenceRow[][]): Settled['touched'] {
  const subjects = new Map<string, Settled['touched'][number]>();
  for (const { kind, subject } of lists.flat()) subjects.set(`${kind}:${subject}`, { kind, subject });
  return [...subjects.values()];
}

interface Start {
  state: Subject['state'];
  /** Events at or after this time are folded. */
  from: number;
  /** Conclusions from this UTC day on are replaced; undefined when the fold only goes on. */
  replaces?: number;
  snaps: Snap[];
}

function startingPoint(before: Subject | undefined, since: number, inPieces: boolean): Start {
  if (inPieces && before && goesOn(before, since)) {
    return { state: before.state, from: since, snaps: before.snaps };
  }
  const snap = before?.snaps.findLast(({ day }) => startOfDay(day) <= since);
  if (!snap)
    return {
      state: emptyState(),
      from: Number.NEGATIVE_INFINITY,
      replaces: Number.NEGATIVE_INFINITY,
      snaps: [],
    };
  return {
    state: snap.state,
    from: startOfDay(snap.day),
    replaces: snap.day,
    snaps: before!.snaps.filter(({ day }) => day < snap.day),
  };
}

/** Whether an event of this time comes after all that was judged: the newest event, and the last midnight ticked. */
export function goesOn({ head, state }: Subject, since: number): boolean {
  return head !== null && since > head.time && (state.tickedDay === null || utcDay(since) >= state.tickedDay);
}

/** The old snaps that still hold and the new ones, from the last one at or before the horizon on. */
function keptSnaps(old: Snap[], fresh: Snap[], horizon: number): Snap[] {
  const all = [...old, ...fresh];
  const base = all.findLastIndex(({ day }) => day <= horizon);
  return base > 0 ? all.slice(base) : all;
}

/** Where the facts and the claim of a stored event are found. */
export interface Frozen {
  accounts: Pick<Accounts, 'get'>;
  facts: Pick<FactTable, 'get'>;
  contexts: { of(revision: number): Pick<Context, 'directory'> };
}

/** Stored events as they were first judged; those of names that are nobody's are left out. */
export function* frozen(
  rows: readonly RowRef[],
  { accounts, facts, contexts }: Frozen,
): Iterable<FrozenLogin> {
  for (const { rows: columns, i } of rows) {
    const account = accounts.get(columns.account[i]!);
    // The claim freezes when the account first resolves to its worker, not before.
    const revision = Math.max(columns.revision[i]!, account.workerSince);
    const { directory } = contexts.of(revision);
    const worker = directory.resolve(account.ref);
    if (worker === 'ignored') continue;
    const time = columns.time[i]!;
    const fact = facts.get(columns.fact[i]!);
    yield {
      revision,
      fact: columns.fact[i]!,
      login: Object.assign(loginOf(readPacked(columns.document(i)), time), {
        worker,
        place: fact?.place,
        network: fact?.network,
        claim: directory.claim(worker.id, time),
      }),
    };
  }
}

/** Who a worker is by the roster in force now. */
export function workerNow(
  id: string,
  { accounts, contexts }: Pick<Judging, 'accounts' | 'contexts'>,
): Worker {
  const account = accounts.of(id)[0];
  const worker = account && contexts.current.directory.resolve(account.ref);
  return worker && worker !== 'ignored' ? worker : { id, provisional: true };
}

function openAlert(store: Store, id: string): Alert | undefined {
  const alert = store.alert(id);
  return alert?.status === 'superseded' ? undefined : alert;
}
