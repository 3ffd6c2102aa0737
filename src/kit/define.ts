import type { z } from 'zod';
import type { Claim, FactName, Facts, Network, Place, Worker } from '../event/facts.ts';
import type { Action, Channel, Outcome } from '../event/login-event.ts';

/** A login event as a detector sees it: flat, without names. Times are ms since the epoch, UTC. */
export interface Login {
  id: string;
  time: number;
  action: Action;
  channel: Channel;
  outcome: Outcome;
  interactive: boolean;
  account: string;
  ip?: string | undefined;
  session?: string | undefined;
  device?: string | undefined;
  deviceManaged?: boolean | undefined;
  userAgent?: string | undefined;
  application?: string | undefined;
  factor?: string | undefined;
  /** The vendor's own opinion of the address. */
  provider?:
    | {
        isProxy?: boolean | undefined;
        country?: string | undefined;
        asn?: number | undefined;
        latitude?: number | undefined;
        longitude?: number | undefined;
      }
    | undefined;
}

/** A login with every fact that could be had; what a detector gets is narrowed to its `needs` and `uses`. */
export type JudgedLogin = Login & {
  worker: Worker;
  place?: Place | undefined;
  network?: Network | undefined;
  claim?: Claim | undefined;
};

export type Seen<Needs extends FactName, Uses extends FactName> = Login &
  Pick<Facts, Needs> & { [K in Exclude<Uses, Needs>]?: Facts[K] | undefined };

export type Family = 'geo' | 'egress' | 'share' | 'device' | 'time' | 'account' | 'roster';
export type Severity = 'low' | 'medium' | 'high' | 'critical';
export const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** One tier of one conclusion. */
export interface FindingSpec<Evidence extends z.ZodType = z.ZodType> {
  family: Family;
  severity: Severity;
  /** 0–1, tradecraft §1.7: the share of the case score that full confidence gives. */
  weight: number;
  /** True when it may make a case High by itself (tradecraft §1.0). */
  deterministic?: boolean;
  /** What the evidence holds; times are ISO 8601, distances kilometres. */
  Evidence: Evidence;
  /** One plain sentence of what contradicts what: the login is the subject, never the person. Past tense, under 160 characters. */
  summary(evidence: z.output<Evidence>): string;
  /** Each way in which an innocent worker would produce the same. */
  benignIf: readonly string[];
  nextSteps: readonly string[];
}

/** A conclusion, or the taking back of one made earlier on the same UTC day under the same key. */
export type Finding =
  | { kind: 'raise'; id: string; evidence: unknown; key: string; confidence: number }
  | { kind: 'withdraw'; id: string; key: string };

type Evidences = Record<string, z.ZodType>;

/**
 * `finding(id, evidence, key, { confidence })`: the key says what "the same again" means: within one UTC day,
 * findings of one id and key are one alert, whose count rises; the last in event order gives the evidence.
 */
export type Raise<E extends Evidences> = <K extends keyof E & string>(
  id: K,
  evidence: z.input<E[K]>,
  key: string,
  options?: { confidence?: number },
) => Finding;
/** Takes back what was raised earlier on the event's UTC day under this id and key. Harmless when nothing was. */
export type Withdraw<E extends Evidences> = (id: keyof E & string, key: string) => Finding;

export interface Judgement<State> {
  state: State;
  findings: Finding[];
}

interface DetectorBase<E extends Evidences, Config extends z.ZodType> {
  /** Folder name, config key, metric label and doc anchor; never changes. */
  id: string;
  /** Raised whenever the same events could give other findings. */
  version: number;
  title: string;
  /** ATT&CK technique ids. */
  attack: readonly string[];
  /** Thresholds, each described with its unit and source; every key has a default. */
  Config: Config;
  findings: { [K in keyof E]: FindingSpec<E[K]> };
}

export interface WorkerDetector<
  E extends Evidences,
  Config extends z.ZodType,
  State extends z.ZodType,
  Needs extends FactName,
  Uses extends FactName,
> extends DetectorBase<E, Config> {
  subject: 'worker';
  /** Facts without which it does not judge: the outcome is then `not-evaluated: <fact>`. */
  needs: readonly Needs[];
  /** Facts it can do without. */
  uses: readonly Uses[];
  /** State depends on no event older than this (tested). */
  retain: { days: number };
  /** Every key optional or with a default: the state before the first event is `State.parse({})`. Plain JSON. */
  State: State;
  /** Whether the event can matter at all, without state: `true`, or the reason it is ignored. Must be cheap. */
  relevant(input: { event: Seen<Needs, Uses>; config: z.output<Config> }): true | string;
  /** Pure: same input, same output; the input is frozen in tests. */
  evaluate(input: {
    event: Seen<Needs, Uses>;
    state: z.output<State>;
    config: z.output<Config>;
    finding: Raise<E>;
    withdraw: Withdraw<E>;
  }): Judgement<z.output<State>>;
  /** Called at each UTC midnight between events and up to the newest day in the log, for what only absence shows. */
  tick?(input: {
    asOf: number;
    state: z.output<State>;
    config: z.output<Config>;
    finding: Raise<E>;
    withdraw: Withdraw<E>;
  }): Judgement<z.output<State>>;
}

/** Who used an address or a device on one UTC day. `day` is days since the epoch; times are ms. */
export interface Presence {
  day: number;
  worker: Worker;
  first: number;
  last: number;
  /** The worker's claimed home in force then. */
  claim?: Claim | undefined;
  /** Where the address of the day's first use stood, and on whose network. */
  place?: Place | undefined;
  network?: Network | undefined;
  /** Whether the source called the device managed; undefined where it said neither. */
  managed?: boolean | undefined;
  /** How the address or device was used that day. */
  channels: readonly Channel[];
}

export interface SetDetector<E extends Evidences, Config extends z.ZodType> extends DetectorBase<E, Config> {
  subject: 'address' | 'device';
  /** Days before and after a touched day that one judgement may look at. */
  window: { days: number };
  /**
   * A function of the set, asked only about subjects that two or more workers used. Rows come sorted by
   * (day, worker id) and cover the window around `day`, which is one of theirs.
   * One shared finding becomes one alert for each worker named.
   */
  judge(input: {
    subject: string;
    day: number;
    presence: readonly Presence[];
    /** More workers than are kept (50): judge nothing but the crowd. */
    crowded: boolean;
    config: z.output<Config>;
    finding: Raise<E>;
  }): { workers: readonly string[]; finding: Finding }[];
}

/** A detector whose types have been checked at its definition and are of no more interest to its host. */
// biome-ignore lint/suspicious/noExplicitAny: the erased form must accept every detector.
export type AnyWorkerDetector = WorkerDetector<any, z.ZodType<any>, z.ZodType<any>, FactName, FactName>;
// biome-ignore lint/suspicious/noExplicitAny: the erased form must accept every detector.
export type AnySetDetector = SetDetector<any, z.ZodType<any>>;
export type AnyDetector = AnyWorkerDetector | AnySetDetector;

export function defineDetector<
  E extends Evidences,
  Config extends z.ZodType,
  State extends z.ZodType,
  const Needs extends FactName = never,
  const Uses extends FactName = never,
>(detector: WorkerDetector<E, Config, State, Needs, Uses>): WorkerDetector<E, Config, State, Needs, Uses> {
  return detector;
}

export function defineSetDetector<E extends Evidences, Config extends z.ZodType>(
  detector: SetDetector<E, Config>,
): SetDetector<E, Config> {
  return detector;
}
