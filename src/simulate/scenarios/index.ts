import { stayHome } from '../benign/stays.ts';
import type { ScenarioId } from '../options.ts';
import type { Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import type { World } from '../world/world.ts';
import { DIRECT } from './direct.ts';
import { FARM } from './farm.ts';
import { PROXY } from './proxy.ts';
import type { Scenario } from './scenario.ts';
import { SHARING } from './sharing.ts';
import { VPN } from './vpn.ts';

export const SCENARIOS: ReadonlyMap<ScenarioId, Scenario> = new Map(
  [...DIRECT, ...VPN, ...PROXY, ...SHARING, ...FARM].map((scenario) => [scenario.id, scenario]),
);

const STEALTH = [0, 0.25, 0.5, 0.75, 1];

export interface Plot {
  include: readonly ScenarioId[];
  /** Fraudulent accounts to plant; each included scenario is staged at least once, as long as there are candidates. */
  accounts: number;
  stealth: number | 'mixed';
}

/** Six in ten were hired lately; nobody's own journeys or helpers come into it. */
function enlist(worker: Worker, world: World, random: Random): void {
  if (random.chance(0.6)) worker.startDay = world.from - random.int(-2, 120);
  stayHome(worker);
  worker.traits = { ...worker.traits, vpn: worker.traits.vpn === 'none' ? 'none' : 'split' };
}

/** Stages the scenarios in turn, with accounts taken off the candidates, and labels them. */
export function plant(plot: Plot, candidates: Worker[], world: World, random: Random): void {
  const bill = random.shuffle(plot.include.flatMap((id) => SCENARIOS.get(id) ?? []));
  let planted = 0;
  for (let turn = 0; bill.length > 0 && (turn < bill.length || planted < plot.accounts); turn++) {
    const scenario = bill[turn % bill.length]!;
    const own = random.fork(turn);
    const cast = candidates.splice(0, scenario.accounts(own));
    if (cast.length === 0) return;
    for (const worker of cast) enlist(worker, world, own);
    const stealth = plot.stealth === 'mixed' ? own.pick(STEALTH) : plot.stealth;
    scenario.stage(cast, { world, random: own, loudness: 1 - 0.95 * stealth });
    for (const worker of cast) {
      worker.label = 'malicious';
      worker.scenario = scenario.id;
      worker.stealth = stealth;
    }
    planted += cast.length;
  }
}
