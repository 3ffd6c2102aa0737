import { DAY, MINUTE } from '../../kit/time.ts';
import type { Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import type { Session } from '../session.ts';
import { rotating } from '../world/lines.ts';
import { OPERATOR_VPN, UNLISTED_OPERATOR_VPN } from '../world/operators.ts';
import { fixedLine } from '../world/world.ts';
import { exitLines, residentialExits } from './exits.ts';
import { type Casting, one, type Scenario } from './scenario.ts';
import { drawRhythm, operatorCity, pose, type Stretch, seatIn, shifts } from './shift.ts';

/** Rented exits, and now and then a sign-in that forgot them, 1 to 45 minutes before the next that did not. */
function slippingWork(worker: Worker, { world, random, loudness }: Casting, cause: string) {
  const seat = seatIn(operatorCity(random), world, random);
  const exits = exitLines(world.plan.exits(OPERATOR_VPN), random.int(2, 8), world, random);
  const slips = random.between(0.01, 0.1) * loudness;
  // Even the best VPN is left out of a few sessions: 1 to 10 % run over some other rented server.
  const elsewhere = exitLines(world.plan.hosting, 2, world, random);
  return {
    seat,
    work(stretch: Stretch, today: Random): Session[] {
      const line = today.pick(today.chance(0.05) ? elsewhere : exits);
      const covered = pose(worker, stretch, { seat, line, cause: `${cause}-vpn` }, today);
      if (!today.chance(slips)) return [covered];
      const start = stretch.start - today.between(1, 45) * MINUTE;
      const slip = { start, end: start + today.between(0.3, 0.9) * (stretch.start - start) };
      return [pose(worker, slip, { seat, line: seat.line, cause: `${cause}-slip`, apps: 1 }, today), covered];
    },
  };
}

const slipping: Scenario = {
  id: 'S3',
  title: 'VPN through rented servers that slips',
  accounts: one,
  stage([worker], casting) {
    const { work } = slippingWork(worker!, casting, 'S3');
    worker!.behaviour = shifts(worker!, drawRhythm(casting.random), work);
  },
};

/** One arm with exits that lists know, one with exits that none has. */
const tight: Scenario = {
  id: 'S4',
  title: 'VPN without slips',
  accounts: one,
  stage([worker], { world, random }) {
    const seat = seatIn(operatorCity(random), world, random);
    const service = random.chance(0.5) ? OPERATOR_VPN : UNLISTED_OPERATOR_VPN;
    const exits = exitLines(world.plan.exits(service), random.int(2, 8), world, random);
    const cause = service.listed ? 'S4-listed-vpn' : 'S4-unlisted-vpn';
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today) => [
      pose(worker!, stretch, { seat, line: today.pick(exits), cause }, today),
    ]);
  },
};

const forgottenPhone: Scenario = {
  id: 'S5',
  title: 'Laptop in the United States, the approving phone abroad',
  accounts: one,
  stage([worker], { world, random, loudness }) {
    const seat = seatIn(operatorCity(random), world, random);
    const exit = fixedLine(world, worker!.home, random);
    const slips = random.between(0.02, 0.2) * loudness;
    const actor = { city: seat.city, operator: seat.operators[0]!, cause: 'S5-phone-slip' };
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today) => {
      const bare = { device: worker!.phone, line: today.chance(0.5) ? seat.mobile : seat.line, actor };
      const posing = { seat, line: exit, cause: 'S5-exit' };
      return [pose(worker!, stretch, today.chance(slips) ? { ...posing, factor: bare } : posing, today)];
    });
  },
};

const adaptive: Scenario = {
  id: 'S16',
  title: 'Slipping VPN that turns into a residential proxy after an alert',
  accounts: one,
  stage([worker], casting) {
    const { world, random } = casting;
    // An alert comes sooner to the louder: slips are raised so that one is likely before the turn.
    const { seat, work } = slippingWork(
      worker!,
      { ...casting, loudness: Math.max(0.3, casting.loudness) },
      'S16',
    );
    const turn = (world.from + random.between(0.25, 0.6) * (world.to - world.from)) * DAY;
    const exits = residentialExits([worker!.home], 12, 6, world, random);
    const proxy = rotating(exits, random, { periodMinutes: 24 * 60 });
    worker!.behaviour = shifts(worker!, drawRhythm(random), (stretch, today) =>
      stretch.start < turn
        ? work(stretch, today)
        : [pose(worker!, stretch, { seat, line: proxy, cause: 'S16-proxy' }, today)],
    );
  },
};

export const VPN: readonly Scenario[] = [slipping, tight, forgottenPhone, adaptive];
