import { DAY, HOUR, MINUTE } from '../../kit/time.ts';
import { hashSlot, type Random } from '../random.ts';
import { type AddressPlan, addressIn, type Block, type Egress, nearest, sixIn } from './address-plan.ts';
import type { City } from './geography.ts';

/** A way onto the net: which address it shows at a time (ms). A pure function, so times may come in any order. */
export type Line = (time: number) => Egress;

const seedOf = (random: Random): number => random.int(0, 2 ** 32 - 1);

export const still =
  (egress: Egress): Line =>
  () =>
    egress;

/** A customer of one provider: the address lasts for exponential lease lives, and half of the changes leave the prefix. */
export function leased(
  plan: AddressPlan,
  prefixes: readonly [Block, Block],
  random: Random,
  { meanDays, from, to }: { meanDays: number; from: number; to: number },
): Line {
  let prefix = random.pick(prefixes);
  const leases: { until: number; egress: Egress }[] = [];
  for (let time = from; time < to || leases.length === 0; ) {
    time += Math.max(HOUR, -Math.log(1 - random.next()) * meanDays * DAY);
    leases.push({ until: time, egress: plan.lease(prefix, random) });
    if (random.chance(0.5)) prefix = prefix === prefixes[0] ? prefixes[1] : prefixes[0];
  }
  const last = leases.at(-1)!;
  return (time) => (leases.find(({ until }) => time < until) ?? last).egress;
}

/** Half of the connections of a home with both address families go out by IPv6. */
export function dualStack(line: Line, random: Random): Line {
  const seed = seedOf(random);
  const site = seed & 0xffff;
  return (time) => {
    const draw = hashSlot(seed, Math.floor(time / (7 * MINUTE)));
    if (draw & 1) return line(time);
    return sixIn(line(time).block, site, hashSlot(seed, Math.floor(time / DAY)));
  };
}

/** One line but for a share of the hours, an hour at a time: a backup provider, a tunnel that fails. */
export function mostly(main: Line, other: Line, share: number, random: Random): Line {
  const seed = seedOf(random);
  return (time) => (hashSlot(seed, Math.floor(time / HOUR)) % 1000 < share * 1000 ? other : main)(time);
}

/** Behind carrier-grade NAT: a site for some days, an address of its pool for some hours. */
export function pooled(
  sites: readonly Block[],
  random: Random,
  { siteDays, hours }: { siteDays: number; hours: number },
): Line {
  const seed = seedOf(random);
  return (time) => {
    const site = sites[hashSlot(seed, Math.floor(time / (siteDays * DAY))) % sites.length]!;
    return addressIn(site, 1 + (hashSlot(seed ^ 0x55, Math.floor(time / (hours * HOUR))) % 250));
  };
}

/** A phone on its carrier: mostly the nearest gateway, now and then a far one. */
export function phoneLine(gateways: readonly Block[], city: City, random: Random): Line {
  const seed = seedOf(random);
  const near = nearest(gateways, city);
  const farShare = random.between(0.05, 0.25);
  return (time) => {
    const draw = hashSlot(seed, Math.floor(time / (3 * HOUR)));
    const gateway = draw % 1000 < farShare * 1000 ? gateways[(draw >>> 10) % gateways.length]! : near;
    return addressIn(gateway, 1 + (hashSlot(seed ^ 0x99, draw) % 200));
  };
}

/** Another address of another block for every period, drawn from a pool of `size` exits. */
export function rotating(
  pool: readonly Egress[],
  random: Random,
  { periodMinutes }: { periodMinutes: number },
): Line {
  const seed = seedOf(random);
  const phase = random.between(0, periodMinutes) * MINUTE;
  return (time) => pool[hashSlot(seed, Math.floor((time + phase) / (periodMinutes * MINUTE))) % pool.length]!;
}

/** One line while inside any of the intervals, another elsewhere. */
export function during(
  intervals: readonly { start: number; end: number }[],
  inside: Line,
  outside: Line,
): Line {
  if (intervals.length === 0) return outside;
  return (time) => (intervals.some(({ start, end }) => time >= start && time < end) ? inside : outside)(time);
}
