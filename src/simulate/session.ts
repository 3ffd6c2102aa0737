import { HOUR, MINUTE, SECOND } from '../kit/time.ts';
import type { Device } from './population/devices.ts';
import type { Worker } from './population/worker.ts';
import type { Random } from './random.ts';
import type { Egress } from './world/address-plan.ts';
import type { City } from './world/geography.ts';
import type { Line } from './world/lines.ts';

export type ActKind =
  | 'policy'
  | 'login'
  | 'login-failed'
  | 'mfa'
  | 'app'
  | 'refresh'
  | 'logout'
  | 'factor-added'
  | 'password-changed'
  | 'vpn-connect'
  | 'vpn-disconnect';

/** Who acts where and why: what the truth knows and no log tells. */
export interface Actor {
  city: City;
  /** The person at the keyboard: the worker's own id, or another's. */
  operator: string;
  cause: string;
}

/** One thing done, before any vendor's format. */
export interface Act {
  kind: ActKind;
  /** Ms since the epoch. */
  time: number;
  worker: Worker;
  device: Device;
  egress: Egress;
  actor: Actor;
  session: string;
  /** Which application, or which try: small whole number. */
  detail: number;
  /** How long a VPN session lasted, ms. */
  lasted?: number;
}

/** A second factor: the phone that approves may be elsewhere than the keyboard. */
export interface SecondFactor {
  device: Device;
  line: Line;
  actor: Actor;
}

/** A sign-in and what follows from it on one device. */
export interface Session {
  channel: 'sso' | 'vpn';
  start: number;
  end: number;
  device: Device;
  line: Line;
  actor: Actor;
  /** Applications opened by hand. */
  apps: number;
  /** How eagerly tokens are refreshed in the background: 1 as an ordinary desk does, 0 not at all. */
  refreshing: number;
  factor?: SecondFactor;
  /** Goes on from an earlier day: nobody signs in. */
  resumed?: boolean;
  /** Changes to the account made within. */
  changes?: readonly ('factor-added' | 'password-changed')[];
}

/** What a worker's account does on a day (since the epoch, in the zone where its user is). A pure function. */
export type Behaviour = (day: number, random: Random) => Session[];

/** Ms over which `refreshPerDay` spreads. */
const WORKING_DAY = 10 * HOUR;

/** Plays a session out, in no particular order. */
export function play(
  session: Session,
  worker: Worker,
  refreshPerDay: number,
  random: Random,
  emit: (act: Act) => void,
): void {
  const { device, line, actor, start, end } = session;
  const id = session.channel === 'sso' ? `102${random.token(22)}` : random.hex(8);
  const act = (kind: ActKind, time: number, detail = 0, lasted?: number) => {
    const egress = line(time);
    emit({
      kind,
      time,
      worker,
      device,
      egress,
      actor,
      session: id,
      detail,
      ...(lasted !== undefined && { lasted }),
    });
  };
  if (session.channel === 'vpn') {
    act('vpn-connect', start);
    act('vpn-disconnect', end, 0, end - start);
    return;
  }
  if (!session.resumed) {
    if (random.chance(0.04)) act('login-failed', start - random.int(8, 50) * SECOND);
    act('policy', start - 300);
    act('login', start);
  }
  if (session.factor) {
    const { factor } = session;
    const time = start + random.int(4, 40) * SECOND;
    emit({
      kind: 'mfa',
      time,
      worker,
      device: factor.device,
      egress: factor.line(time),
      actor: factor.actor,
      session: id,
      detail: random.int(0, 2),
    });
  }
  const span = Math.max(MINUTE, end - start);
  for (const change of session.changes ?? []) act(change, start + random.between(0.05, 0.2) * span);
  for (let i = 0; i < session.apps; i++) {
    // Most applications are opened soon after signing in, the rest through the day.
    const share = random.chance(0.4) ? random.next() * Math.min(1, HOUR / span) : random.next();
    act('app', start + MINUTE + share * (span - MINUTE), random.int(0, 7));
  }
  const refreshes = Math.round(
    (session.refreshing * refreshPerDay * span) / WORKING_DAY + random.between(-0.5, 0.5),
  );
  for (let i = 0; i < refreshes; i++) {
    act('refresh', start + ((i + random.between(0.1, 0.9)) / refreshes) * span, random.int(0, 7));
  }
  if (random.chance(0.2)) act('logout', end);
}
