import type { Random } from '../random.ts';
import { citiesOf } from '../world/geography.ts';
import { homeLine } from '../world/world.ts';
import { one, type Scenario } from './scenario.ts';
import { drawRhythm, operatorCity, pose, seatIn, stretches } from './shift.ts';

const WATCHED = ['LA', 'AE', 'SA', 'PK', 'MY', 'KH', 'VN', 'TZ', 'NG', 'KE'];

/** Sessions straight from abroad, the others from a home in the claimed city. */
const direct = (
  id: 'S1' | 'S2',
  title: string,
  cityOf: (random: Random) => ReturnType<typeof operatorCity>,
): Scenario => ({
  id,
  title,
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(cityOf(random), world, random);
    const cover = homeLine(world, worker!.home, random);
    const share = random.between(0.3, 1) * loudness;
    const rhythm = drawRhythm(random);
    worker!.behaviour = (day, today) =>
      stretches(worker!, rhythm, day, today).map((stretch) => {
        const bare = today.chance(share);
        return pose(
          worker!,
          stretch,
          bare
            ? { seat, line: seat.line, cause: `${id}-direct` }
            : { seat: { ...seat, city: worker!.home }, line: cover, cause: `${id}-cover` },
          today,
        );
      });
  },
});

export const DIRECT: readonly Scenario[] = [
  direct('S1', 'Direct login from China or Russia', operatorCity),
  direct('S2', 'Direct login from a watched country', (random) => random.pick(citiesOf(...WATCHED))),
];
