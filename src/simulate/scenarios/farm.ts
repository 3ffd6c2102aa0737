import { HOUR } from '../../kit/time.ts';
import type { ScenarioId } from '../options.ts';
import type { Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import type { Behaviour } from '../session.ts';
import { type City, localTime, metroAtDistance, metroByPeople } from '../world/geography.ts';
import type { Line } from '../world/lines.ts';
import { fixedLine } from '../world/world.ts';
import { type Casting, one, type Scenario } from './scenario.ts';
import { drawRhythm, operatorCity, pose, type Rhythm, seatIn, shifts } from './shift.ts';

const US_DAY = (random: Random): Rhythm => ({ usHours: true, hours: random.between(8, 11), daysPerWeek: 6 });

/** A laptop on somebody's home connection in the United States, worked from afar. */
function farmed(
  worker: Worker,
  line: Line,
  { world, random }: Casting,
  id: ScenarioId,
  { rhythm = drawRhythm(random), alwaysOn = false } = {},
): Behaviour {
  const seat = seatIn(operatorCity(random), world, random);
  const cause = `${id}-farm`;
  const byDay = shifts(worker, rhythm, (stretch, today) => [
    pose(worker, stretch, { seat, line, cause }, today),
  ]);
  if (!alwaysOn) return byDay;
  return (day, today) => {
    const start = localTime(worker.home.timeZone, day, today.between(0, 1));
    const end = start + today.between(20, 24) * HOUR;
    return [
      ...byDay(day, today),
      pose(worker, { start, end }, { seat, line, cause, apps: today.int(8, 16) }, today),
    ];
  };
}

const wrongState: Scenario = {
  id: 'S11',
  title: 'Laptop farm in another state than claimed',
  accounts: one,
  stage([worker], casting) {
    const { world, random } = casting;
    const farm = metroAtDistance(worker!.home, 300, 3500, random);
    const alwaysOn = random.chance(0.4 * casting.loudness);
    worker!.shipTo = farm;
    worker!.behaviour = farmed(worker!, fixedLine(world, farm, random), casting, 'S11', { alwaysOn });
  },
};

/** Hires with homes far apart and starts close together, all on the connection of one farm. */
const sharedFarm: Scenario = {
  id: 'S12',
  title: 'Laptop farm with two or three hires of one company',
  accounts: (random) => random.int(2, 3),
  stage(cast, casting) {
    const { world, random } = casting;
    const farm = metroByPeople(random);
    const line = fixedLine(world, farm, random);
    const firstStart = world.from - random.int(30, 150);
    const homes: City[] = [];
    for (const worker of cast) {
      const home = homes.length === 0 ? worker.home : metroAtDistance(homes.at(-1)!, 400, 2500, random);
      homes.push(home);
      worker.home = home;
      worker.claims = [{ city: home }];
      worker.startDay = firstStart + random.int(0, 28);
      worker.behaviour = farmed(worker, line, casting, 'S12');
    }
  },
};

/** Nothing in a login log tells these from an honest worker: expected to be missed. */
const invisible = (id: 'S13' | 'S18', title: string): Scenario => ({
  id,
  title,
  accounts: one,
  stage([worker], casting) {
    const line = fixedLine(casting.world, worker!.home, casting.random);
    worker!.behaviour = farmed(worker!, line, casting, id, { rhythm: US_DAY(casting.random) });
  },
});

const movedClaim: Scenario = {
  id: 'S17',
  title: 'Claimed address changed to match the farm',
  accounts: one,
  stage([worker], casting) {
    const { world, random } = casting;
    const farm = metroAtDistance(worker!.home, 300, 3500, random);
    const days = world.to - world.from;
    worker!.claims.push({ city: farm, validFrom: world.from + Math.ceil(random.between(0.4, 0.75) * days) });
    worker!.behaviour = farmed(worker!, fixedLine(world, farm, random), casting, 'S17');
  },
};

export const FARM: readonly Scenario[] = [
  wrongState,
  sharedFarm,
  invisible('S13', 'Laptop farm in the claimed city'),
  movedClaim,
  invisible('S18', 'Home connection rented out as an exit'),
];
