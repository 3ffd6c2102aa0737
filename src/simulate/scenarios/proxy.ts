import { DAY } from '../../kit/time.ts';
import { METROS } from '../world/geography.ts';
import { rotating } from '../world/lines.ts';
import { residentialExits } from './exits.ts';
import { one, type Scenario } from './scenario.ts';
import { drawRhythm, operatorCity, pose, seatIn, stretches } from './shift.ts';

const rotatingProxy: Scenario = {
  id: 'S6',
  title: 'Rotating residential proxy',
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(operatorCity(random), world, random);
    const perWeek = Math.max(1, Math.round(random.int(8, 60) * loudness));
    const providers = Math.max(1, Math.round(random.int(4, 20) * loudness));
    const periodMinutes = random.pick([10, 30, 60]);
    const weeks = Array.from({ length: Math.ceil((world.to - world.from) / 7) + 1 }, () =>
      rotating(residentialExits(METROS, perWeek, providers, world, random), random, { periodMinutes }),
    );
    const line = (time: number) => {
      const week = Math.floor((time / DAY - world.from) / 7);
      return weeks[Math.min(weeks.length - 1, Math.max(0, week))]!(time);
    };
    const rhythm = drawRhythm(random);
    worker!.behaviour = (day, today) =>
      stretches(worker!, rhythm, day, today).map((stretch) =>
        pose(worker!, stretch, { seat, line, cause: 'S6-proxy' }, today),
      );
  },
};

export const PROXY: readonly Scenario[] = [rotatingProxy];
