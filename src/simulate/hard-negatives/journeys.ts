import { DAY, HOUR } from '../../kit/time.ts';
import { journeyHours, travel } from '../benign/stays.ts';
import type { Stay, Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import { addressIn } from '../world/address-plan.ts';
import { type City, cityNamed, FOREIGN_CITIES, localTime, metroAtDistance } from '../world/geography.ts';
import { mostly, still } from '../world/lines.ts';
import { fixedLine, mobileLine, type World } from '../world/world.ts';
import { type HardNegative, one } from './hard-negative.ts';

/** A week or two with relatives; as much of it as the window holds. */
const familyVisit = (id: 'HN1' | 'HN2', title: string, approved: boolean): HardNegative => ({
  id,
  title,
  size: one,
  stage([worker], { world, random }) {
    const days = world.to - world.from;
    const nights = Math.max(1, Math.min(random.int(6, 13), days - 5));
    const from = world.from + random.int(1, Math.max(1, days - nights - 3));
    const city = cityNamed('Shenyang');
    const cause = `${id}-family-visit`;
    travel(worker!, world, { city, from, nights, kind: 'relatives', cause, approved, random });
    if (!approved) worker!.label = 'policy_violation';
  },
});

/** Colleagues at one conference: a few addresses for all of them, for two to four days. */
const conference: HardNegative = {
  id: 'HN5',
  title: 'Conference hotel',
  size: (staff) => Math.min(200, Math.max(4, Math.round(staff * 0.08))),
  stage: (cast, { world, random }) => holdConference(cast, world, 'HN5-conference', random),
};

export function holdConference(cast: readonly Worker[], world: World, cause: string, random: Random): void {
  const city = metroAtDistance(cast[0]!.home, 300, 4000, random);
  const addresses = Array.from({ length: random.int(1, 4) }, () =>
    world.plan.lease(world.plan.venue(city), random),
  );
  const nights = random.int(2, 4);
  const from = world.from + random.int(1, Math.max(1, world.to - world.from - nights - 2));
  for (const worker of cast) {
    const line = still(random.pick(addresses));
    travel(worker, world, {
      city,
      from,
      nights,
      kind: 'hotel',
      cause,
      approved: random.chance(0.8),
      line,
      random,
    });
  }
}

/** Abroad without leave behind a router that tunnels home, save for the hours when it does not. */
const nomad: HardNegative = {
  id: 'HN6',
  title: 'Travel router with the own home as exit',
  size: one,
  stage([worker], { world, random }) {
    roam(worker!, world, 'HN6-travel-router', random);
  },
};

export function roam(worker: Worker, world: World, cause: string, random: Random): void {
  const days = world.to - world.from;
  const abroad = random.pick(
    FOREIGN_CITIES.filter(({ country }) => ['MX', 'PT', 'ES', 'TH', 'CO', 'BR'].includes(country)),
  );
  const nights = Math.max(2, Math.round(days * random.between(0.4, 0.7)));
  const home = worker.stays[0]!;
  const line = mostly(home.line, fixedLine(world, abroad, random), 0.03, random);
  const from = world.from + random.int(1, Math.max(1, days - nights - 3));
  const gone = travel(worker, world, {
    city: abroad,
    from,
    nights,
    kind: 'relatives',
    cause,
    approved: false,
    line,
    random,
  });
  if (gone) worker.label = 'policy_violation';
}

/** Three cities within a day, again and again, by air and as approved. */
const roadWarrior: HardNegative = {
  id: 'HN9',
  title: 'Three cities in 24 hours',
  size: one,
  stage([worker], { world, random }) {
    const tours = Math.max(1, Math.floor((world.to - world.from) / 8));
    for (let i = 0; i < tours; i++) tour(worker!, world, world.from + 1 + i * 8, random);
  },
};

function tour(worker: Worker, world: World, day: number, random: Random): void {
  const base = worker.stays.at(-1)!;
  const stops: City[] = [];
  for (let i = 0; i < 3; i++) stops.push(metroAtDistance(stops.at(-1) ?? worker.home, 350, 1300, random));
  const stays: Stay[] = [];
  const leave = localTime(worker.home.timeZone, day, 17);
  let at = leave;
  let here = worker.home;
  for (const city of stops) {
    const from = at + journeyHours(here, city) * HOUR;
    at = from + (city === stops[0] ? 13 : 4.5) * HOUR;
    const hotel = addressIn(world.plan.venue(city), random.int(1, 500));
    const mobile = mobileLine(world, city, random);
    stays.push({ from, to: at, city, line: still(hotel), mobile, kind: 'hotel', cause: 'HN9-road-warrior' });
    here = city;
  }
  const back = at + journeyHours(here, worker.home) * HOUR;
  if (back >= base.to - DAY) return;
  worker.travel.push(...stops.map((city) => ({ city, from: day, to: day + 2 })));
  worker.stays = [...worker.stays.slice(0, -1), { ...base, to: leave }, ...stays, { ...base, from: back }];
}

export const JOURNEYS: readonly HardNegative[] = [
  familyVisit('HN1', 'Family visit to Shenyang, approved', true),
  familyVisit('HN2', 'Family visit to Shenyang, not approved', false),
  conference,
  nomad,
  roadWarrior,
];
