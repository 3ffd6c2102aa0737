import { HOUR } from '../../kit/time.ts';
import { laptop } from '../population/devices.ts';
import type { Session } from '../session.ts';
import { METROS } from '../world/geography.ts';
import { rotating } from '../world/lines.ts';
import { homeLine } from '../world/world.ts';
import { residentialExits } from './exits.ts';
import { one, type Scenario } from './scenario.ts';
import { drawRhythm, operatorCity, pose, seatIn, shifts } from './shift.ts';

/** Each operator has a machine of their own; one sits behind a proxy, the others do not bother. */
const severalOperators: Scenario = {
  id: 'S9',
  title: 'One account, two or three operators at once',
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const city = operatorCity(random);
    const exits = residentialExits(METROS, 10, 4, world, random);
    const proxy = rotating(exits, random, { periodMinutes: 120 });
    const lead = seatIn(city, world, random);
    const others = Array.from({ length: random.int(1, 2) }, () => ({
      seat: seatIn(city, world, random),
      device: laptop(random, { managed: false }),
    }));
    const overlap = random.between(0.2, 0.6) * loudness;
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today): Session[] => {
      const aside = others
        .filter(() => today.chance(overlap))
        .map(({ seat, device }) => {
          const start = stretch.start + today.between(0, 0.6) * (stretch.end - stretch.start);
          const posing = { seat, line: seat.line, device, cause: 'S9-second-operator' };
          return pose(worker!, { start, end: start + today.between(0.5, 3) * HOUR }, posing, today);
        });
      return [...aside, pose(worker!, stretch, { seat: lead, line: proxy, cause: 'S9-proxy' }, today)];
    });
  },
};

const twoPlaces: Scenario = {
  id: 'S10',
  title: 'Laptop in a US farm, the operator’s own device abroad',
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(operatorCity(random), world, random);
    const farm = homeLine(world, worker!.home, random);
    const own = laptop(random, { managed: false });
    const abroad = random.between(0.15, 0.5) * loudness;
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today): Session[] => {
      const desk = pose(worker!, stretch, { seat, line: farm, cause: 'S10-farm' }, today);
      if (!today.chance(abroad)) return [desk];
      const start = stretch.start + today.between(0.1, 0.7) * (stretch.end - stretch.start);
      const aside = { start, end: start + today.between(0.2, 1.5) * HOUR };
      return [pose(worker!, aside, { seat, line: seat.line, device: own, cause: 'S10-abroad' }, today), desk];
    });
  },
};

export const SHARING: readonly Scenario[] = [severalOperators, twoPlaces];
