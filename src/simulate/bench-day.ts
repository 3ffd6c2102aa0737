import { HOUR, MINUTE } from '../kit/time.ts';
import type { Worker } from './population/worker.ts';
import type { Random } from './random.ts';
import type { Act } from './session.ts';
import { localTime } from './world/geography.ts';

/** How many of `records` fall to one worker on one day when they are spread evenly: all shares together make `records`. */
export function quotaOf(records: number, workers: number, days: number, worker: number, day: number): number {
  const slots = workers * days;
  const slot = day * workers + worker;
  return Math.floor(((slot + 1) * records) / slots) - Math.floor((slot * records) / slots);
}

/** Shares of a working day's records: three in ten are a person's doing, as engines are budgeted for. */
const LOGINS = 0.08;
const FACTORS = 0.06;
const APPS = 0.16;

/** An ordinary day at home of exactly so many records. */
export function benchDay(
  worker: Worker,
  day: number,
  quota: number,
  random: Random,
  emit: (act: Act) => void,
): void {
  const stay = worker.stays[0]!;
  const start = localTime(stay.city.timeZone, day, Math.min(13, Math.max(5, random.normal(9, 1.2))));
  const actor = { city: stay.city, operator: worker.id, cause: 'home' };
  const session = `102${random.token(22)}`;
  for (let i = 0; i < quota; i++) {
    const time = start + random.between(0, 10) * HOUR;
    const draw = i === 0 ? 0 : random.next();
    const kind =
      draw < LOGINS
        ? 'login'
        : draw < LOGINS + FACTORS
          ? 'mfa'
          : draw < LOGINS + FACTORS + APPS
            ? 'app'
            : 'refresh';
    const carried = kind === 'mfa' && random.chance(0.28);
    emit({
      kind,
      time: i === 0 ? start - MINUTE : time,
      worker,
      device: kind === 'mfa' ? worker.phone : worker.laptop,
      egress: (carried ? stay.mobile : stay.line)(time),
      actor,
      session,
      detail: random.int(0, 7),
    });
  }
}
