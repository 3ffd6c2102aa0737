import { DAY, HOUR, MINUTE } from '../../kit/time.ts';
import { METROS, metroByPeople } from '../world/geography.ts';
import { rotating } from '../world/lines.ts';
import { fixedLine } from '../world/world.ts';
import { residentialExits } from './exits.ts';
import { one, type Scenario } from './scenario.ts';
import { drawRhythm, operatorCity, pose, seatIn, shifts } from './shift.ts';

/** 8 to 60 addresses and 4 to 20 providers a week, all over the country, one for 10, 30 or 60 minutes. */
const rotatingProxy: Scenario = {
  id: 'S6',
  title: 'Rotating residential proxy',
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(operatorCity(random), world, random);
    const perWeek = Math.max(1, Math.round(random.int(8, 60) * loudness));
    const providers = Math.max(1, Math.round(random.int(4, 20) * loudness));
    const periodMinutes = random.pick([10, 30, 60]);
    const weeks = Array.from({ length: Math.ceil((world.to - world.from) / 7) + 1 }, () => {
      const exits = residentialExits(METROS, perWeek, providers, world, random);
      world.knownProxies.push(...exits.filter(() => random.chance(0.15)).map(({ ip }) => ip));
      return rotating(exits, random, { periodMinutes });
    });
    const line = (time: number) => {
      const week = Math.floor((time / DAY - world.from) / 7);
      return weeks[Math.min(weeks.length - 1, Math.max(0, week))]!(time);
    };
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today) => [
      pose(worker!, stretch, { seat, line, cause: 'S6-proxy' }, today),
    ]);
  },
};

/** An address for a session of a day at most, always in the claimed metro, of 3 to 10 providers as far as it has them. */
const cityProxy: Scenario = {
  id: 'S7',
  title: 'Sticky residential proxy in the claimed city',
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(operatorCity(random), world, random);
    const providers = Math.max(1, Math.round(random.int(3, 10) * loudness));
    const exits = residentialExits([worker!.home], 40, providers, world, random);
    const line = rotating(exits, random, { periodMinutes: random.pick([240, 720, 1440]) });
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today) => [
      pose(worker!, stretch, { seat, line, cause: 'S7-proxy' }, today),
    ]);
  },
};

const staticProxy: Scenario = {
  id: 'S8',
  title: 'Static residential exit in the claimed city',
  accounts: one,
  stage([worker], { world, random }) {
    const seat = seatIn(operatorCity(random), world, random);
    const lines = Array.from({ length: random.int(1, 2) }, () => fixedLine(world, worker!.home, random));
    const turn = (world.from + random.between(0.3, 0.7) * (world.to - world.from)) * DAY;
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today) => [
      pose(
        worker!,
        stretch,
        { seat, line: stretch.start < turn ? lines[0]! : lines.at(-1)!, cause: 'S8-exit' },
        today,
      ),
    ]);
  },
};

/** The laptop was sent on abroad; a US home serves as exit, and sometimes is not yet up when it signs in. */
const reshipped: Scenario = {
  id: 'S14',
  title: 'Laptop reshipped abroad behind a US residential exit',
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(operatorCity(random), world, random);
    const exit = fixedLine(world, worker!.home, random);
    const slips = random.between(0.005, 0.03) * loudness;
    worker!.shipTo = metroByPeople(random);
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today) => {
      const behind = pose(worker!, stretch, { seat, line: exit, cause: 'S14-exit' }, today);
      if (!today.chance(slips)) return [behind];
      const start = stretch.start - today.between(5, 30) * MINUTE;
      const slip = { start, end: Math.min(start + HOUR / 4, stretch.start - MINUTE) };
      return [pose(worker!, slip, { seat, line: seat.line, cause: 'S14-slip', apps: 0 }, today), behind];
    });
  },
};

export const PROXY: readonly Scenario[] = [rotatingProxy, cityProxy, staticProxy, reshipped];
