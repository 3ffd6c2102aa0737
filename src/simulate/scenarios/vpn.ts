import { MINUTE } from '../../kit/time.ts';
import type { Session } from '../session.ts';
import { OPERATOR_VPN } from '../world/operators.ts';
import { exitLines } from './exits.ts';
import { one, type Scenario } from './scenario.ts';
import { drawRhythm, operatorCity, pose, seatIn, stretches } from './shift.ts';

const slipping: Scenario = {
  id: 'S3',
  title: 'VPN through rented servers that slips',
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(operatorCity(random), world, random);
    const exits = exitLines(world.plan.exits(OPERATOR_VPN), random.int(2, 8), world, random);
    const slips = random.between(0.01, 0.1) * loudness;
    const rhythm = drawRhythm(random);
    worker!.behaviour = (day, today) =>
      stretches(worker!, rhythm, day, today).flatMap((stretch): Session[] => {
        const covered = pose(worker!, stretch, { seat, line: today.pick(exits), cause: 'S3-vpn' }, today);
        if (!today.chance(slips)) return [covered];
        const start = stretch.start - today.between(1, 45) * MINUTE;
        const slip = { start, end: start + today.between(0.3, 0.9) * (stretch.start - start) };
        return [pose(worker!, slip, { seat, line: seat.line, cause: 'S3-slip', apps: 1 }, today), covered];
      });
  },
};

export const VPN: readonly Scenario[] = [slipping];
