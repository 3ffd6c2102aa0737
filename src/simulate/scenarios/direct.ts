import type { Random } from '../random.ts';
import { type City, citiesOf, localTime } from '../world/geography.ts';
import { OPERATOR_VPN } from '../world/operators.ts';
import { homeLine } from '../world/world.ts';
import { exitLines } from './exits.ts';
import { one, type Scenario } from './scenario.ts';
import { drawRhythm, operatorCity, pose, seatIn, shifts } from './shift.ts';

const WATCHED = ['LA', 'AE', 'SA', 'PK', 'MY', 'KH', 'VN', 'TZ', 'NG', 'KE'];

/** 30 to 100 % of the sessions straight from abroad, the others from a home in the claimed city. */
const direct = (id: 'S1' | 'S2', title: string, cityOf: (random: Random) => City): Scenario => ({
  id,
  title,
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(cityOf(random), world, random);
    const accomplice = { operators: [`helper-${random.hex(6)}`], city: worker!.home };
    const cover = homeLine(world, worker!.home, random);
    const share = random.between(0.3, 1) * loudness;
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today) => [
      today.chance(share)
        ? pose(worker!, stretch, { seat, line: seat.line, cause: `${id}-direct` }, today)
        : pose(worker!, stretch, { seat: accomplice, line: cover, cause: `${id}-cover` }, today),
    ]);
  },
});

/** Foreign from the first day for a month (or two thirds of the window), then behind a US exit as if to stay. */
const poisonedBaseline: Scenario = {
  id: 'S15',
  title: 'Foreign from day one, then a US VPN',
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(operatorCity(random), world, random);
    const [exit] = exitLines(world.plan.exits(OPERATOR_VPN), 1, world, random);
    const days = Math.min(30, Math.ceil((world.to - world.from) * 0.66));
    worker!.startDay = world.from - random.int(0, 2);
    const turn = localTime(seat.city.timeZone, world.from + days, random.between(0, 24));
    const share = 0.2 + 0.8 * loudness;
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today) => [
      stretch.start < turn && today.chance(share)
        ? pose(worker!, stretch, { seat, line: seat.line, cause: 'S15-foreign' }, today)
        : pose(worker!, stretch, { seat, line: exit!, cause: 'S15-vpn' }, today),
    ]);
  },
};

export const DIRECT: readonly Scenario[] = [
  direct('S1', 'Direct login from China or Russia', operatorCity),
  direct('S2', 'Direct login from a watched country', (random) => random.pick(citiesOf(...WATCHED))),
  poisonedBaseline,
];
