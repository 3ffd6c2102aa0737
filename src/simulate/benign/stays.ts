import { kmBetween } from '../../kit/sphere.ts';
import { DAY, HOUR } from '../../kit/time.ts';
import type { Stay, Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import { type City, citiesOf, FOREIGN_CITIES, localTime, metroAtDistance } from '../world/geography.ts';
import { type Line, still } from '../world/lines.ts';
import { fixedLine, homeLine, mobileLine, type World } from '../world/world.ts';

/** Where a worker is over the window: at home, and travelling, moving or wintering as the population does. */
export function planStays(worker: Worker, world: World, random: Random): void {
  if (random.chance((0.09 * (world.to - world.from)) / 365)) move(worker, world, random);
  else if (random.chance(0.03)) secondHome(worker, world, random);
  if (random.chance(0.001)) foreignSim(worker, world, random);
  const draw = random.next();
  const tripsPerYear = draw < 0.08 ? 20 : draw < 0.4 ? 4 : 0.5;
  const trips = random.poisson((tripsPerYear * (world.to - world.from)) / 365);
  for (let i = 0; i < trips; i++) {
    const from = random.int(world.from, world.to - 1);
    businessTrip(worker, world, from, random);
  }
}

/** Nights away: nearly half of all business trips last one or two nights, a quarter none. */
function nightsAway(random: Random): number {
  const draw = random.next();
  if (draw < 0.24) return 0;
  if (draw < 0.64) return random.int(1, 2);
  return draw < 0.86 ? random.int(3, 4) : random.int(5, 9);
}

function businessTrip(worker: Worker, world: World, from: number, random: Random): void {
  const approved = random.chance(0.8);
  const international = random.chance(0.08);
  // Air trips average 945 miles.
  const reach = Math.min(4000, Math.max(200, random.logNormal(1300, 0.6)));
  const city = international
    ? foreignDestination(random)
    : metroAtDistance(worker.home, reach * 0.6, reach * 1.4, random);
  const nights = international ? random.int(3, 10) : nightsAway(random);
  travel(worker, world, {
    city,
    from,
    nights,
    kind: 'hotel',
    cause: international ? (approved ? 'trip-abroad' : 'trip-abroad-unrecorded') : 'business-trip',
    approved,
    // A fifth of the phones abroad are routed home and show an address of their own carrier.
    roamsHome: international && random.chance(0.2),
    random,
  });
}

function foreignDestination(random: Random): City {
  const draw = random.next();
  if (draw < 0.02) return random.pick(citiesOf('CN'));
  if (draw < 0.022) return random.pick(citiesOf('RU'));
  return random.pick(FOREIGN_CITIES.filter(({ country }) => country !== 'CN' && country !== 'RU'));
}

export interface Journey {
  city: City;
  from: number;
  nights: number;
  kind: Stay['kind'];
  cause: string;
  approved: boolean;
  roamsHome?: boolean;
  /** What they go online through there; by default the hotel's network or a fixed line. */
  line?: Line;
  random: Random;
}

/** Leaves home, travels there and back at an airliner's speed, and shows on the roster's travel list if approved. */
export function travel(worker: Worker, world: World, journey: Journey): boolean {
  const { city, from, nights, random } = journey;
  const base = stayAt(worker.stays, from * DAY + DAY / 2);
  if (base?.kind !== 'home') return false;
  const hours = journeyHours(base.city, city);
  const leave = localTime(base.city.timeZone, from, random.between(6, 10));
  const arrive = leave + hours * HOUR;
  const turn = Math.max(localTime(city.timeZone, from + nights, random.between(14, 19)), arrive + 3 * HOUR);
  const back = turn + hours * HOUR;
  if (leave <= base.from || back >= base.to) return false;
  const line =
    journey.line ??
    (journey.kind === 'hotel'
      ? still(world.plan.lease(world.plan.venue(city), random))
      : fixedLine(world, city, random));
  const away: Stay = {
    from: arrive,
    to: turn,
    city,
    line,
    mobile: journey.roamsHome ? base.mobile : mobileLine(world, city, random),
    kind: journey.kind,
    cause: journey.cause,
  };
  worker.stays = worker.stays.flatMap((stay) =>
    stay === base ? [{ ...base, to: leave }, away, { ...base, from: back }] : [stay],
  );
  if (journey.cause === 'trip-abroad-unrecorded') worker.label = 'policy_violation';
  if (journey.approved) worker.travel.push({ city, from, to: from + nights + (hours > 9 ? 1 : 0) });
  return true;
}

/** Three hours on the ground and an airliner's speed; short ways are driven. */
export function journeyHours(from: City, to: City): number {
  const km = kmBetween(from, to);
  return km < 350 ? 0.5 + km / 80 : 3 + km / 780;
}

/** A permanent move, nearly always inside the state's metros nearby; the roster hears of it up to 60 days later. */
function move(worker: Worker, world: World, random: Random): void {
  const far = random.chance(0.19);
  const home = metroAtDistance(worker.home, far ? 300 : 20, far ? 4000 : 200, random);
  const day = random.int(world.from + 1, world.to);
  const base = worker.stays[0]!;
  const leave = localTime(worker.home.timeZone, day, 8);
  const arrive = leave + (journeyHours(worker.home, home) + 12) * HOUR;
  worker.stays = [
    { ...base, to: leave },
    {
      from: arrive,
      to: base.to,
      city: home,
      line: homeLine(world, home, random),
      mobile: base.mobile,
      kind: 'home',
      cause: 'moved',
    },
  ];
  const told = day + random.int(0, 60);
  if (worker.claims.length > 0 && told < world.to) worker.claims.push({ city: home, validFrom: told });
}

/** A phone that kept its foreign subscription and is carried home before it reaches us. */
function foreignSim(worker: Worker, world: World, random: Random): void {
  const city = random.pick(FOREIGN_CITIES);
  const mobile = mobileLine(world, city, random);
  worker.stays = worker.stays.map((stay) => ({ ...stay, mobile, mobileCause: 'roaming-sim' }));
}

function secondHome(worker: Worker, world: World, random: Random): void {
  const city = metroAtDistance(worker.home, 150, 4000, random);
  const from = random.int(world.from - 60, world.to - 3);
  const nights = random.int(14, 84);
  const base = worker.stays[0]!;
  const away: Stay = {
    from: localTime(city.timeZone, from, 20),
    to: localTime(city.timeZone, from + nights, 9),
    city,
    line: fixedLine(world, city, random),
    mobile: base.mobile,
    kind: 'second-home',
    cause: 'second-home',
  };
  const hours = journeyHours(worker.home, city) * HOUR;
  worker.stays = [{ ...base, to: away.from - hours }, away, { ...base, from: away.to + hours }].filter(
    ({ from: start, to }) => start < to,
  );
}

/** The stay in force, or undefined on a journey. */
export const stayAt = (stays: readonly Stay[], time: number): Stay | undefined =>
  stays.find(({ from, to }) => time >= from && time < to);

/** Takes back every journey: the whole window at the first home. */
export function stayHome(worker: Worker): void {
  const [first] = worker.stays;
  worker.stays = [{ ...first!, to: worker.stays.at(-1)!.to }];
  worker.travel = [];
  worker.claims = worker.claims.slice(0, 1);
  worker.label = 'benign';
}
