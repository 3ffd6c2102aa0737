import { stayHome } from '../benign/stays.ts';
import type { HardNegativeId } from '../options.ts';
import type { Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import type { World } from '../world/world.ts';
import { EGRESS } from './egress.ts';
import type { HardNegative } from './hard-negative.ts';
import { JOURNEYS } from './journeys.ts';
import { PEOPLE } from './people.ts';

export const HARD_NEGATIVES: ReadonlyMap<HardNegativeId, HardNegative> = new Map(
  [...JOURNEYS, ...PEOPLE, ...EGRESS].map((negative) => [negative.id, negative]),
);

/** Lets innocent workers play the look-alikes, each with a cast of its own, as long as there are candidates. */
export function playHardNegatives(
  include: readonly HardNegativeId[],
  candidates: Worker[],
  staff: readonly Worker[],
  world: World,
  random: Random,
): void {
  for (const id of include) {
    const negative = HARD_NEGATIVES.get(id);
    if (!negative) continue;
    const own = random.fork(id);
    const fitting = candidates.filter((worker) => !negative.fits || negative.fits(worker, world));
    const cast = fitting.slice(0, negative.size(staff.length, own));
    if (cast.length === 0) continue;
    for (const worker of cast) {
      candidates.splice(candidates.indexOf(worker), 1);
      stayHome(worker);
      worker.startDay = Math.min(worker.startDay, world.from - 200);
      worker.hardNegatives.push(id);
    }
    negative.stage(cast, { world, staff, random: own });
  }
}
