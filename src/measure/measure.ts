import type { App } from '../app.ts';
import { SCENARIO_IDS, type Stealth } from '../simulate/options.ts';
import { type AblationName, ablatedOutcomes } from './ablations.ts';
import { type Company, judgedIn, outcomesOf, withCompany, withScan } from './company.ts';
import { playLive, type Stability, summedStability } from './live.ts';
import type { Outcome } from './outcome.ts';

export interface MeasureOptions {
  seeds: number;
  workers: number;
  days: number;
  /** Played in turn by the seeds that hold fraud; `mixed` draws one for each account. */
  stealth: readonly (Stealth | 'mixed')[];
  /** How many seeds go through the live path as well, which takes several times as long as their scan. */
  live: number;
  ablations: readonly AblationName[];
}

/** Every so many seeds one holds no fraud at all. */
const CLEAN_EVERY = 4;

export interface Step {
  seed: string;
  /** What is being done to it. */
  doing: string;
}

export interface Hooks {
  onStep?(step: Step): void;
  /** Once aborted, no further step begins, and what was measured so far is returned. */
  signal?: AbortSignal;
  /** Called with the scanned company, for other rules on the same traffic. */
  onScanned?(app: App, company: Company): void | Promise<void>;
}

export interface Measured {
  records: number;
  outcomes: Outcome[];
  ablated: Partial<Record<AblationName, Outcome[]>>;
  stability: Stability | undefined;
}

/** Runs one company after the other through the whole pipeline; only the outcomes stay in memory. */
export async function measure(options: MeasureOptions, hooks: Hooks = {}): Promise<Measured> {
  const measured: Measured = { records: 0, outcomes: [], ablated: {}, stability: undefined };
  const stabilities: Stability[] = [];
  const begin = (seed: string, doing: string): boolean => {
    if (hooks.signal?.aborted) return false;
    hooks.onStep?.({ seed, doing });
    return true;
  };
  for (const [nth, plan] of plansOf(options).entries()) {
    const { seed } = plan;
    if (!begin(seed, 'simulating')) break;
    await withCompany(plan, async (company) => {
      if (!begin(seed, 'scanning')) return;
      const judged = await withScan(company, async (app) => {
        await hooks.onScanned?.(app, company);
        return judgedIn(app);
      });
      measured.records += company.records;
      measured.outcomes.push(...(await outcomesOf(company, judged)));
      for (const name of options.ablations) {
        if (!begin(seed, name)) return;
        const outcomes = await ablatedOutcomes(name, company, plan);
        measured.ablated[name] = [...(measured.ablated[name] ?? []), ...outcomes];
      }
      if (nth >= options.live || !begin(seed, 'playing live')) return;
      stabilities.push(await playLive(company));
    });
  }
  measured.stability = summedStability(stabilities);
  return measured;
}

/** What each seed simulates; the last of every four is a company without fraud. */
export function plansOf({ seeds, workers, days, stealth }: MeasureOptions) {
  let dishonest = 0;
  return Array.from({ length: seeds }, (_, i) => {
    const clean = (i + 1) % CLEAN_EVERY === 0;
    const level = stealth[clean ? 0 : dishonest++ % stealth.length] ?? 'mixed';
    return {
      seed: `measure-${i + 1}`,
      workers,
      days,
      scenarios: { include: clean ? [] : SCENARIO_IDS, stealth: level },
    };
  });
}
