export const SCENARIO_IDS = [
  'S1',
  'S2',
  'S3',
  'S4',
  'S5',
  'S6',
  'S7',
  'S8',
  'S9',
  'S10',
  'S11',
  'S12',
  'S13',
  'S14',
  'S15',
  'S16',
  'S17',
  'S18',
] as const;
export type ScenarioId = (typeof SCENARIO_IDS)[number];

export const HARD_NEGATIVE_IDS = [
  'HN1',
  'HN2',
  'HN3',
  'HN4',
  'HN5',
  'HN6',
  'HN7',
  'HN8',
  'HN9',
  'HN10',
  'HN11',
  'HN12',
] as const;
export type HardNegativeId = (typeof HARD_NEGATIVE_IDS)[number];

export type Stealth = 0 | 0.25 | 0.5 | 0.75 | 1;
export type SimulatedSource = 'okta' | 'cisco-asa';

export interface SimulateOptions {
  /** Folder to write to; made when missing. */
  out: string;
  /** The same seed and options give the same bytes. */
  seed?: string;
  /** People on the roster. */
  workers?: number;
  days?: number;
  /** First day, `YYYY-MM-DD`, UTC. The default window of 30 days holds the end of US daylight saving time. */
  start?: string;
  scenarios?: {
    /** Which fraud to plant; an empty list plants none. */
    include?: readonly ScenarioId[];
    /** Fraudulent accounts as a share of the workers; each included scenario is played at least once. */
    share?: number;
    /** 0 plays them as described; towards 1, slips, churn and overlap fade. `mixed` draws one for each account. */
    stealth?: Stealth | 'mixed';
  };
  /** Innocent look-alikes, each played once by workers of its own. */
  hardNegatives?: readonly HardNegativeId[];
  /** Late, doubled and missing records, skewed clocks, renamed users, missing fields. */
  faults?: boolean;
  /** Mean token refreshes of a worker's working day; 20–60 is realistic, fewer keep the files small. */
  refreshPerDay?: number;
  sources?: readonly SimulatedSource[];
  /** Whether to write `truth/events.jsonl`, about 250 bytes for each record. */
  truthEvents?: boolean;
  /**
   * The benchmark's profile: exactly so many Okta records over the workers and days and nothing else. Nobody travels
   * or cheats, nothing is late or missing, and no other source is written.
   */
  records?: number;
}

export type ResolvedOptions = Required<Omit<SimulateOptions, 'scenarios' | 'records'>> & {
  scenarios: { include: readonly ScenarioId[]; share: number; stealth: Stealth | 'mixed' };
  records: number | undefined;
};

/** Fills in the defaults: 250 workers, 30 days, every scenario and hard negative once. Throws on impossible options. */
export function resolveOptions(options: SimulateOptions): ResolvedOptions {
  const bench = options.records !== undefined;
  const resolved: ResolvedOptions = {
    out: options.out,
    seed: options.seed ?? 'homeport',
    workers: options.workers ?? 250,
    days: options.days ?? 30,
    start: options.start ?? '2026-10-12',
    scenarios: {
      include: bench ? [] : (options.scenarios?.include ?? SCENARIO_IDS),
      share: options.scenarios?.share ?? 0.016,
      stealth: options.scenarios?.stealth ?? 0,
    },
    hardNegatives: bench ? [] : (options.hardNegatives ?? HARD_NEGATIVE_IDS),
    faults: bench ? false : (options.faults ?? true),
    refreshPerDay: options.refreshPerDay ?? 18,
    sources: bench ? ['okta'] : (options.sources ?? ['okta', 'cisco-asa']),
    truthEvents: options.truthEvents ?? !bench,
    records: options.records,
  };
  for (const key of ['workers', 'days'] as const) {
    if (!Number.isInteger(resolved[key]) || resolved[key] < 1)
      throw new Error(`${key} must be a whole number above 0`);
  }
  if (!/^\d{4}-\d\d-\d\d$/.test(resolved.start) || Number.isNaN(Date.parse(resolved.start))) {
    throw new Error(`start must be a day such as 2026-10-12, not ${resolved.start}`);
  }
  return resolved;
}
