import type { ScenarioId } from '../options.ts';
import type { Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import type { World } from '../world/world.ts';

export interface Casting {
  world: World;
  random: Random;
  /** 1 plays slips, churn and overlap in full, 0 not at all. */
  loudness: number;
}

/** A fraud, played by one worker's account or by several together. */
export interface Scenario {
  id: ScenarioId;
  title: string;
  /** How many accounts it takes, drawn anew for each staging. */
  accounts: (random: Random) => number;
  /** Gives the accounts their behaviour and, where the fraud shows on the roster, their claims. */
  stage(cast: readonly Worker[], casting: Casting): void;
}

export const one = (): number => 1;
