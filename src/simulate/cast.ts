import { DAY, utcDay } from '../kit/time.ts';
import { type Estimate, surveyBlocks } from './geo-databases.ts';
import { playHardNegatives } from './hard-negatives/index.ts';
import { holdConference, roam } from './hard-negatives/journeys.ts';
import type { ResolvedOptions } from './options.ts';
import { createPopulation } from './population/population.ts';
import type { Worker } from './population/worker.ts';
import type { Random } from './random.ts';
import { plant } from './scenarios/index.ts';
import { createWorld, type World } from './world/world.ts';

export interface Cast {
  world: World;
  workers: Worker[];
  /** What the location database believes. */
  estimates: Estimate[];
}

/** The world and its people, with the frauds and look-alikes among them. */
export function castWorld(options: ResolvedOptions, random: Random): Cast {
  const { include, share, stealth } = options.scenarios;
  const plain = options.records !== undefined;
  const world = createWorld(
    utcDay(Date.parse(options.start)),
    options.days,
    options.faults,
    random.fork('world'),
  );
  const workers = createPopulation(options.workers, world, plain, random.fork('population'));
  const candidates = random.fork('cast').shuffle(workers.filter(castable));
  plant(
    { include, accounts: Math.round(share * options.workers), stealth },
    candidates,
    world,
    random.fork('scenarios'),
  );
  playHardNegatives(options.hardNegatives, candidates, workers, world, random.fork('hard-negatives'));
  if (!plain) liven(candidates, world, random.fork('events'));
  if (options.faults) rename(workers, world, random.fork('renames'));
  const { estimates, misplaced } = surveyBlocks(world, options.faults, random.fork('databases'));
  world.misplaced = misplaced;
  return { world, workers, estimates };
}

/** Frauds and look-alikes are played by remote staff with a claimed home in the United States. */
const castable = ({ home, claims, householdId, endDay }: Worker): boolean =>
  home.country === 'US' && claims.length === 1 && householdId === undefined && endDay === undefined;

const NOMAD_SHARE = 0.003;
const CONFERENCES_PER_YEAR = 2;

/** A few roam with a travel router; conferences draw some of the staff. */
function liven(others: readonly Worker[], world: World, random: Random): void {
  const homely = others.filter(({ stays }) => stays.length === 1);
  for (const worker of homely) {
    if (random.chance(NOMAD_SHARE)) roam(worker, world, 'travel-router', random);
  }
  const size = Math.min(200, Math.round(others.length * 0.08));
  const conferences = random.poisson((CONFERENCES_PER_YEAR * (world.to - world.from)) / 365);
  for (let i = 0; i < conferences && size >= 4; i++) {
    const free = homely.filter(({ label }) => label === 'benign');
    const guests = random.shuffle(free).slice(0, size);
    if (guests.length > 0) holdConference(guests, world, 'conference', random);
  }
}

/** 0.5 % get another login within the window; the roster knows both. */
function rename(workers: readonly Worker[], world: World, random: Random): void {
  for (const worker of workers) {
    if (!random.chance(0.005)) continue;
    const at = random.between(world.from, world.to) * DAY;
    worker.rename = {
      at,
      login: `${worker.login.split('.')[0]}.${random.pick(['hart', 'lowe', 'nash', 'page'])}${worker.index}`,
    };
  }
}
