import type { HardNegativeId } from '../options.ts';
import type { Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import type { World } from '../world/world.ts';

export interface Setting {
  world: World;
  staff: readonly Worker[];
  random: Random;
}

/** Something innocent that looks like fraud. */
export interface HardNegative {
  id: HardNegativeId;
  title: string;
  /** How many workers it takes out of a staff of that size. */
  size: (staff: number, random: Random) => number;
  /** Who can play it; anybody when absent. */
  fits?: (worker: Worker, world: World) => boolean;
  stage(cast: readonly Worker[], setting: Setting): void;
}

export const one = (): number => 1;
