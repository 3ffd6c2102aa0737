import { DAY } from '../../kit/time.ts';
import type { VpnGateway } from '../population/worker.ts';
import type { Random } from '../random.ts';
import { type AddressPlan, type Block, createAddressPlan } from './address-plan.ts';
import type { City } from './geography.ts';
import { dualStack, type Line, leased, mostly, phoneLine, pooled } from './lines.ts';

/** Everything that stands still while the workers live their days. */
export interface World {
  plan: AddressPlan;
  /** First day and the day after the last, since the epoch. */
  from: number;
  to: number;
  gateways: readonly VpnGateway[];
  /** The day on which the company's egress is renumbered, if ever. */
  renumbered: number | undefined;
  /** The prefix that the location database moves to China, and when. */
  moved: { block: Block; from: number; to: number } | undefined;
  /** The /24s (address without its last octet) of home providers that the location database has in the wrong place. */
  misplaced: ReadonlySet<number>;
  /** Home addresses that the anonymiser database knows to be let as exits. */
  knownProxies: string[];
}

export function createWorld(from: number, days: number, faults: boolean, random: Random): World {
  const plan = createAddressPlan();
  const stamps = ['yearless', 'zoneless', 'rfc5424'] as const;
  return {
    plan,
    from,
    to: from + days,
    gateways: plan.company.map((block, i) => ({
      host: ['vpn-east', 'vpn-central', 'vpn-west'][i]!,
      stamp: stamps[i]!,
      skew: faults ? clockSkew(random) : 0,
      block,
    })),
    renumbered: undefined,
    moved: undefined,
    misplaced: new Set(),
    knownProxies: [],
  };
}

/** Ms that a source's clock is ahead: N(0, 2 s), 2 % of sources two minutes off, 0.2 % five. */
function clockSkew(random: Random): number {
  const sign = random.chance(0.5) ? 1 : -1;
  if (random.chance(0.002)) return sign * 300_000;
  if (random.chance(0.02)) return sign * 120_000;
  return Math.round(random.normal(0, 2000));
}

/** Home connections by their share of the homes. */
const HOME_KINDS = [
  { kind: 'sticky', share: 77 },
  { kind: 'renumbered', share: 6 },
  { kind: 'wireless', share: 8 },
  { kind: 'satellite', share: 6 },
  { kind: 'failover', share: 3 },
] as const;

/** A home connection in a city, of a kind drawn by the shares above; abroad always a plain one. */
export function homeLine(world: World, city: City, random: Random): Line {
  const { plan } = world;
  const span = { from: world.from * DAY, to: world.to * DAY };
  const { kind } = city.country === 'US' ? random.weighted(HOME_KINDS, ({ share }) => share) : HOME_KINDS[0];
  const line = fixedLine(world, city, random);
  switch (kind) {
    case 'sticky':
      return random.chance(0.35) ? dualStack(line, random) : line;
    case 'renumbered':
      return leased(plan, random.pick(plan.fixed(city)), random, {
        meanDays: random.pick([1, 1, 2]),
        ...span,
      });
    case 'wireless':
      return pooled(random.shuffle(random.pick(plan.fixedWireless)).slice(0, 3), random, {
        siteDays: random.int(5, 15),
        hours: random.int(6, 48),
      });
    case 'satellite':
      return pooled(random.shuffle(plan.satellite).slice(0, 2), random, {
        siteDays: random.int(8, 20),
        hours: random.int(12, 72),
      });
    case 'failover':
      return mostly(line, fixedLine(world, city, random), 0.12, random);
  }
}

/** A plain fixed line with one of the city's providers and a lease that lasts for weeks. */
export function fixedLine(world: World, city: City, random: Random): Line {
  const prefixes = random.pick(world.plan.fixed(city));
  const meanDays = Math.min(200, Math.max(20, random.logNormal(60, 0.6)));
  return leased(world.plan, prefixes, random, { meanDays, from: world.from * DAY, to: world.to * DAY });
}

/** A phone of the country's own carriers there. */
export function mobileLine(world: World, city: City, random: Random): Line {
  const gateways = city.country === 'US' ? random.pick(world.plan.carriers) : world.plan.mobile(city);
  return phoneLine(gateways, city, random);
}
