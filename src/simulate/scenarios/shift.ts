import { HOUR, MINUTE } from '../../kit/time.ts';
import { isWeekend } from '../benign/workday.ts';
import type { Device } from '../population/devices.ts';
import type { Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import type { Behaviour, SecondFactor, Session } from '../session.ts';
import { type City, citiesOf, localTime } from '../world/geography.ts';
import type { Line } from '../world/lines.ts';
import { fixedLine, mobileLine, type World } from '../world/world.ts';

/** Somebody at a keyboard abroad who works under a worker's name. */
export interface OperatorSeat {
  /** Whoever takes turns there: three accounts in ten have two or three. */
  operators: readonly string[];
  city: City;
  line: Line;
  mobile: Line;
}

/** Six in ten sit in Liaoning or Jilin, a quarter elsewhere in China, the rest in the Russian Far East. */
export function operatorCity(random: Random): City {
  const draw = random.next();
  const chinese = citiesOf('CN');
  if (draw < 0.6) return random.pick(chinese.filter(({ region }) => region === 'LN' || region === 'JL'));
  if (draw < 0.85) return random.pick(chinese.filter(({ region }) => region !== 'LN' && region !== 'JL'));
  return random.pick(citiesOf('RU').filter(({ region }) => region === 'PRI' || region === 'KHA'));
}

export function seatIn(city: City, world: World, random: Random): OperatorSeat {
  return {
    operators: Array.from(
      { length: random.chance(0.3) ? random.int(2, 3) : 1 },
      () => `operator-${random.hex(6)}`,
    ),
    city,
    line: fixedLine(world, city, random),
    mobile: mobileLine(world, city, random),
  };
}

/** How an operator works: long, nearly daily; seven in ten keep to the hours of the claimed home. */
export interface Rhythm {
  usHours: boolean;
  hours: number;
  daysPerWeek: number;
}

export const drawRhythm = (random: Random): Rhythm => ({
  usHours: random.chance(0.7),
  hours: random.between(10, 16),
  daysPerWeek: random.int(6, 7),
});

/** The day's working stretches, one to four hours each, before anything is said about where and how. */
function stretches(worker: Worker, rhythm: Rhythm, day: number, random: Random): Stretch[] {
  if (isWeekend(day) && !random.chance((rhythm.daysPerWeek - 5) / 2)) return [];
  if (random.chance(0.03)) return [];
  const bleed = rhythm.usHours ? 0 : random.between(-6, 8);
  const begin = localTime(worker.home.timeZone, day, random.normal(8.5, 1) + bleed);
  const length = rhythm.hours * random.between(0.85, 1.1);
  const parts: Stretch[] = [];
  for (let at = 0; at < length; ) {
    const hours = Math.min(random.between(1.5, 4.5), length - at);
    if (hours > 0.3) {
      const start = begin + at * HOUR + random.between(0, 12) * MINUTE;
      parts.push({ start, end: begin + (at + hours) * HOUR });
    }
    at += hours + random.between(0, 0.4);
  }
  return parts;
}

export interface Stretch {
  start: number;
  end: number;
}

/** Days made of such stretches; an account with VPN access dials in over the line of every other first session. */
export function shifts(
  worker: Worker,
  rhythm: Rhythm,
  work: (stretch: Stretch, random: Random, day: number) => Session[],
): Behaviour {
  return (day, random) =>
    stretches(worker, rhythm, day, random).flatMap((stretch) => {
      const sessions = work(stretch, random, day);
      const main = sessions.at(-1);
      if (!main || worker.traits.vpn === 'none' || !random.chance(0.5)) return sessions;
      const start = main.start + random.between(1, 10) * MINUTE;
      const end = Math.max(start + 10 * MINUTE, main.end);
      return [...sessions, { ...main, channel: 'vpn' as const, start, end }];
    });
}

export interface Posing {
  seat: Pick<OperatorSeat, 'operators' | 'city'>;
  line: Line;
  cause: string;
  device?: Device;
  factor?: SecondFactor;
  apps?: number;
}

/** A sign-in under the worker's name, by whoever sits there, over whatever line. The second factor takes the same line. */
export function pose(
  worker: Worker,
  { start, end }: Stretch,
  { seat, line, cause, device = worker.laptop, factor, apps }: Posing,
  random: Random,
): Session {
  const actor = { city: seat.city, operator: random.pick(seat.operators), cause };
  return {
    channel: 'sso',
    start,
    end,
    device,
    line,
    actor,
    apps: apps ?? random.int(1, 4),
    refreshing: 1,
    factor: factor ?? { device: worker.phone, line, actor },
  };
}
