import type { Alert, AlertEvent } from '../alerts/alert.ts';
import type { Mode } from '../config/schema.ts';
import type { Worker } from '../event/facts.ts';
import { hashId } from '../event/ids.ts';
import { Channel } from '../event/login-event.ts';
import type { AnyWorkerDetector, Finding, JudgedLogin } from '../kit/define.ts';
import { subjectUsed } from '../kit/presence.ts';
import { startOfDay, utcDay } from '../kit/time.ts';
import type { FoldState, PresenceRow, Snap } from '../store/port.ts';
import { type Evaluation, judge, judgeMidnight } from './judge.ts';

/** An event with the facts and settings frozen for it. */
export interface FrozenLogin {
  login: JudgedLogin;
  revision: number;
  /** Number of the interned place and network. */
  fact: number;
}

/** A detector as it stands for one worker under one revision. */
export interface Seat {
  detector: AnyWorkerDetector;
  mode: Exclude<Mode, 'off'>;
  config: unknown;
}

export interface FoldInput {
  worker: string;
  start: FoldState;
  /** In the order (event time, id); none older than the start. */
  events: Iterable<FrozenLogin>;
  seats(revision: number, worker: Worker): readonly Seat[];
  /** The worker as of now, for the midnights after the last event. */
  now: { worker: Worker; revision: number };
  /** Midnights up to this UTC day are ticked. */
  edgeDay: number;
  /** A state is kept for every midnight crossed on or after this day, and for the last one before. */
  snapsFrom?: number | undefined;
  /** An alert raised before the start of this fold, to be counted on. */
  prior(id: string): Alert | undefined;
  late: boolean;
  /** Whether any detector judges addresses or devices. */
  wantsPresence: boolean;
}

export interface FoldOutput {
  state: FoldState;
  /** Alerts raised (or counted on), and null for those withdrawn. */
  alerts: Map<string, Alert | null>;
  snaps: Snap[];
  presence: PresenceRow[];
}

/**
 * Addresses, and devices, at which a worker is noted in one day: the first so many. A home has a handful; beyond it
 * somebody rotates through a pool, and a flood must not fill the disk.
 */
const NOTED_A_DAY = 20;

export const emptyState = (): FoldState => ({ detectors: {}, counts: {}, tickedDay: null });

const copyOf = (state: FoldState): FoldState => ({
  detectors: { ...state.detectors },
  counts: { ...state.counts },
  tickedDay: state.tickedDay,
  ...(state.noted && { noted: state.noted }),
});

/**
 * Folds a worker's events in event order: a pure function, so that any order of arrival, any number of deliveries
 * and any number of restarts come to the same alerts. A snap is the state just before a midnight's own tick.
 */
export function fold(input: FoldInput): FoldOutput {
  const run = new Run(input);
  for (const event of input.events) {
    run.midnightsUpTo(utcDay(event.login.time), event.login.worker, event.revision);
    run.event(event);
  }
  run.midnightsUpTo(input.edgeDay, input.now.worker, input.now.revision);
  return run.output;
}

class Run {
  readonly output: FoldOutput;
  private readonly input: FoldInput;
  private today:
    | { day: number; address: Map<string, PresenceRow>; device: Map<string, PresenceRow> }
    | undefined;
  private seats: readonly Seat[] = [];
  private seatRevision: number | undefined;

  constructor(input: FoldInput) {
    this.input = input;
    this.output = { state: copyOf(input.start), alerts: new Map(), snaps: [], presence: [] };
  }

  midnightsUpTo(day: number, worker: Worker, revision: number): void {
    const { state } = this.output;
    const from = state.tickedDay === null ? day : state.tickedDay + 1;
    if (from > day) return;
    const seats = this.seatsFor(revision, worker).filter(({ detector }) => detector.tick);
    for (let midnight = seats.length > 0 ? from : day; midnight <= day; midnight++) {
      if (state.tickedDay !== null) state.tickedDay = midnight - 1;
      this.keepSnap(midnight);
      const asOf = startOfDay(midnight);
      for (const seat of seats) {
        const evaluation = judgeMidnight(seat.detector, asOf, this.stateOf(seat.detector), seat.config);
        this.take(seat, evaluation, asOf, revision, undefined);
      }
    }
    state.tickedDay = day;
  }

  private keepSnap(day: number): void {
    const { snapsFrom } = this.input;
    if (snapsFrom === undefined) return;
    const { state, snaps } = this.output;
    snaps.push({ day, state: copyOf(state) });
    if (snaps.length > 1 && snaps[1]!.day <= snapsFrom) snaps.shift();
  }

  event(event: FrozenLogin): void {
    const { login, revision } = event;
    for (const seat of this.seatsFor(revision, login.worker)) {
      const evaluation = judge(seat.detector, login, this.stateOf(seat.detector), seat.config);
      const name = `${seat.detector.id}|${evaluation.outcome}|${evaluation.reason}`;
      const { counts } = this.output.state;
      counts[name] = (counts[name] ?? 0) + 1;
      this.take(seat, evaluation, login.time, revision, login);
    }
    if (!this.input.wantsPresence) return;
    this.notePresence('address', event);
    this.notePresence('device', event);
  }

  private seatsFor(revision: number, worker: Worker): readonly Seat[] {
    if (revision !== this.seatRevision) {
      this.seats = this.input.seats(revision, worker);
      this.seatRevision = revision;
    }
    return this.seats;
  }

  private stateOf(detector: AnyWorkerDetector): unknown {
    const { detectors } = this.output.state;
    detectors[detector.id] ??= detector.State.parse({});
    return detectors[detector.id];
  }

  private take(
    seat: Seat,
    evaluation: Evaluation,
    time: number,
    revision: number,
    login: JudgedLogin | undefined,
  ): void {
    if (!('state' in evaluation)) return;
    this.output.state.detectors[seat.detector.id] = evaluation.state;
    for (const finding of evaluation.findings) this.conclude(seat, finding, time, revision, login);
  }

  private conclude(
    { detector, mode }: Seat,
    finding: Finding,
    time: number,
    revision: number,
    login: JudgedLogin | undefined,
  ): void {
    const { worker, late } = this.input;
    const day = utcDay(time);
    const id = hashId(detector.id, finding.id, 'worker', worker, worker, finding.key, String(day));
    const known = this.output.alerts.has(id) ? this.output.alerts.get(id) : this.input.prior(id);
    if (finding.kind === 'withdraw') {
      if (known) this.output.alerts.set(id, null);
      return;
    }
    const spec = detector.findings[finding.id];
    if (!spec) throw new Error(`${detector.id} raised the finding ${finding.id}, which it does not declare`);
    this.output.alerts.set(id, {
      id,
      detector: detector.id,
      detectorVersion: detector.version,
      finding: finding.id,
      subject: { kind: 'worker', key: worker },
      worker,
      key: finding.key,
      day,
      firstTime: known?.firstTime ?? time,
      time,
      count: (known?.count ?? 0) + 1,
      family: spec.family,
      severity: spec.severity,
      weight: spec.weight,
      confidence: finding.confidence,
      deterministic: spec.deterministic ?? false,
      evidence: finding.evidence,
      event: login && alertEvent(login),
      claim: login?.claim,
      settingsRevision: revision,
      late: known?.late ?? late,
      shadow: mode === 'shadow' ? true : undefined,
    });
  }

  /** Set detectors judge who used a home line or a device on which day. */
  private notePresence(kind: PresenceRow['kind'], { login, revision, fact }: FrozenLogin): void {
    const subject = subjectUsed(kind, login);
    if (subject === undefined) return;
    const { time } = login;
    const day = utcDay(time);
    if (this.today?.day !== day) this.today = { day, address: new Map(), device: new Map() };
    const managed = login.deviceManaged === undefined ? null : Number(login.deviceManaged);
    const channel = 1 << Channel.options.indexOf(login.channel);
    const row = this.today[kind].get(subject);
    if (row) {
      row.last = time;
      row.managed ??= managed;
      row.channels |= channel;
    } else if (this.mayNote(kind, subject, day)) {
      const { worker } = this.input;
      const times = { day, first: time, last: time };
      const next = { kind, subject, worker, ...times, revision, fact, managed, channels: channel };
      this.today[kind].set(subject, next);
      this.output.presence.push(next);
    }
  }

  private mayNote(kind: PresenceRow['kind'], subject: string, day: number): boolean {
    const { state } = this.output;
    const noted = state.noted?.day === day ? state.noted : { day, address: [], device: [] };
    if (noted[kind].includes(subject)) return true;
    if (noted[kind].length >= NOTED_A_DAY) return false;
    state.noted = { ...noted, [kind]: [...noted[kind], subject] };
    return true;
  }
}

function alertEvent(login: JudgedLogin): AlertEvent {
  const { id, account, action, channel, ip, session, device, userAgent, place, network } = login;
  return { id, account, action, channel, ip, session, device, userAgent, place, network };
}
