import { DAY } from '../../kit/time.ts';
import { planStays } from '../benign/stays.ts';
import { workday } from '../benign/workday.ts';
import type { Random } from '../random.ts';
import { type City, citiesOf, FOREIGN_CITIES, metroAtDistance, metroByPeople } from '../world/geography.ts';
import { still } from '../world/lines.ts';
import { PRIVACY_VPNS } from '../world/operators.ts';
import { fixedLine, homeLine, mobileLine, type World } from '../world/world.ts';
import { laptop, phone } from './devices.ts';
import { createNames } from './names.ts';
import type { Traits, Worker } from './worker.ts';

const GROUPS = ['engineering', 'data', 'support', 'sales', 'finance', 'operations', 'design'];

/** Benign remote workers with the traits and habits of a real staff, in an order that says nothing about them. */
export function createPopulation(count: number, world: World, plain: boolean, random: Random): Worker[] {
  const names = createNames(random.fork('names'));
  const numbers = new Set<number>();
  const workers: Worker[] = [];
  for (let index = 0; index < count; index++) {
    const own = random.fork(index);
    let number = own.int(10_000, 99_999);
    while (numbers.has(number)) number = own.int(10_000, count + 99_999);
    numbers.add(number);
    workers.push(createWorker(index, `W${number}`, names(), world, plain, own));
  }
  if (!plain) shareHouseholds(workers, random.fork('households'));
  return random.fork('order').shuffle(workers);
}

function createWorker(
  index: number,
  id: string,
  { given, family, login }: { given: string; family: string; login: string },
  world: World,
  plain: boolean,
  random: Random,
): Worker {
  const home = plain ? metroByPeople(random) : homeCity(random);
  const contractor = random.chance(0.25);
  // 12 % of a staff turn over in a year: 1 % of starts fall into each of the last months.
  const recent = !plain && random.chance(0.12);
  const startDay = recent ? world.to - random.int(1, 365) : world.from - random.int(366, 2600);
  const worker: Worker = {
    id,
    index,
    name: `${given} ${family}`,
    login,
    email: `${login}@example.com`,
    oktaId: `00u${random.token(17)}`,
    group: contractor ? 'contractors' : random.pick(GROUPS),
    employmentType: contractor ? 'contractor' : 'employee',
    startDay,
    claims: !plain && random.chance(0.03) ? [] : [{ city: home }],
    travel: [],
    laptop: laptop(random),
    phone: phone(random),
    home,
    stays: [],
    gateway: random.pick(world.gateways),
    site: random.chance(0.1) ? random.int(0, 2) : nearestSite(world, home),
    traits: plain ? PLAIN : drawTraits(world, home, random),
    behaviour: () => [],
    label: 'benign',
    hardNegatives: [],
    causes: new Map(),
    random: random.fork('days'),
  };
  worker.stays = [
    {
      from: world.from * DAY - 2 * DAY,
      to: world.to * DAY + 2 * DAY,
      city: home,
      line: homeLine(world, home, random),
      mobile: mobileLine(world, home, random),
      kind: 'home',
      cause: 'home',
    },
  ];
  if (!plain && random.chance((0.12 * (world.to - world.from)) / 365)) {
    worker.endDay = Math.max(worker.startDay, random.int(world.from + 1, world.to));
  }
  if (!plain) planStays(worker, world, random.fork('stays'));
  worker.behaviour = workday(worker, world);
  return worker;
}

const PLAIN: Traits = { vpn: 'none', sase: false, privateRelay: false, phoneOnCarrier: true, onCall: false };

/** 3 % live and are employed abroad, among them a few in China and Russia. */
function homeCity(random: Random): City {
  const draw = random.next();
  if (draw < 0.001) return random.pick(citiesOf('RU'));
  if (draw < 0.004) return random.pick(citiesOf('CN'));
  if (draw < 0.03)
    return random.pick(FOREIGN_CITIES.filter(({ country }) => country !== 'CN' && country !== 'RU'));
  return metroByPeople(random);
}

function nearestSite(world: World, home: City): number {
  const distance = (site: City) => Math.hypot(site.latitude - home.latitude, site.longitude - home.longitude);
  const sites = world.plan.company.map(({ city }) => distance(city));
  return sites.indexOf(Math.min(...sites));
}

function drawTraits(world: World, home: City, random: Random): Traits {
  const { plan } = world;
  const traits: Traits = {
    vpn: random.chance(0.4) ? (random.chance(0.5) ? 'full' : 'split') : 'none',
    sase: random.chance(0.08),
    privateRelay: random.chance(0.12),
    phoneOnCarrier: random.chance(0.65),
    onCall: random.chance(0.2),
  };
  if (random.chance(0.06)) traits.cloudDesktop = still(plan.lease(random.pick(plan.cloud), random));
  if (random.chance(0.06)) {
    const exits = plan.exits(random.pick(PRIVACY_VPNS));
    const at = (abroad: boolean) =>
      random.pick(exits.filter(({ city }) => (city.country !== 'US') === abroad));
    traits.privacyVpn = {
      home: still(plan.lease(at(false), random)),
      abroad: still(plan.lease(at(true), random)),
    };
  }
  if (random.chance(0.15)) traits.cafe = still(plan.lease(plan.businessLine(home), random));
  if (random.chance(0.08)) traits.coworking = still(plan.lease(plan.businessLine(home), random));
  if (random.chance(0.012)) traits.syncClient = still(plan.lease(random.pick(plan.hosting), random));
  else if (random.chance(0.008)) {
    const far = random.chance(0.25);
    const city = far ? metroAtDistance(home, 300, 4000, random) : home;
    traits.delegate = { line: fixedLine(world, city, random), city, device: laptop(random) };
  }
  return traits;
}

/** 1.5 % of the workers live with a colleague: one connection, one address, and half of the pairs have said so. */
function shareHouseholds(workers: Worker[], random: Random): void {
  const homely = workers.filter((worker) => worker.stays.length === 1 && worker.claims.length === 1);
  for (let pair = 0; pair < Math.floor((workers.length * 0.015) / 2); pair++) {
    const [first, second] = [homely.pop(), homely.pop()];
    if (first && second)
      livesWith(second, first, random.chance(0.5) ? `H${random.int(1000, 9999)}` : undefined);
  }
}

/** Moves one worker into another's home. */
export function livesWith(worker: Worker, host: Worker, householdId: string | undefined): void {
  worker.home = host.home;
  worker.claims = [...host.claims];
  worker.stays = host.stays.map((stay, i) => ({ ...stay, mobile: worker.stays[i]?.mobile ?? stay.mobile }));
  if (householdId) {
    worker.householdId = householdId;
    host.householdId = householdId;
  }
}
