import type { Random } from '../random.ts';
import type { Block, Egress } from '../world/address-plan.ts';
import type { City } from '../world/geography.ts';
import { type Line, still } from '../world/lines.ts';
import type { World } from '../world/world.ts';

/** A few fixed exits out of a service's or a landlord's blocks. */
export const exitLines = (blocks: readonly Block[], count: number, world: World, random: Random): Line[] =>
  Array.from({ length: count }, () => still(world.plan.lease(random.pick(blocks), random)));

/** Home addresses that strangers let be used as exits, in the given cities and with so many of their providers. */
export function residentialExits(
  cities: readonly City[],
  count: number,
  providers: number,
  world: World,
  random: Random,
): Egress[] {
  const prefixes = random.shuffle(cities.flatMap((city) => world.plan.fixed(city))).slice(0, providers);
  return Array.from({ length: count }, (_, i) =>
    world.plan.lease(random.pick(prefixes[i % prefixes.length]!), random),
  );
}
