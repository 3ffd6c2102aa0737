import { HOUR } from '../../kit/time.ts';
import { laptop } from '../population/devices.ts';
import type { Session } from '../session.ts';
import { homeLine } from '../world/world.ts';
import { one, type Scenario } from './scenario.ts';
import { drawRhythm, operatorCity, pose, seatIn, stretches } from './shift.ts';

const twoPlaces: Scenario = {
  id: 'S10',
  title: 'Laptop in a US farm, the operator’s own device abroad',
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(operatorCity(random), world, random);
    const farm = homeLine(world, worker!.home, random);
    const own = laptop(random, { managed: false });
    const abroad = random.between(0.15, 0.5) * loudness;
    const rhythm = drawRhythm(random);
    worker!.behaviour = (day, today) =>
      stretches(worker!, rhythm, day, today).flatMap((stretch): Session[] => {
        const desk = pose(worker!, stretch, { seat, line: farm, cause: 'S10-farm' }, today);
        if (!today.chance(abroad)) return [desk];
        const start = stretch.start + today.between(0.1, 0.7) * (stretch.end - stretch.start);
        const aside = { start, end: start + today.between(0.2, 1.5) * HOUR };
        return [
          desk,
          pose(worker!, aside, { seat, line: seat.line, device: own, cause: 'S10-abroad' }, today),
        ];
      });
  },
};

export const SHARING: readonly Scenario[] = [twoPlaces];
