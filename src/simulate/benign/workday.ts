import { DAY, HOUR, MINUTE } from '../../kit/time.ts';
import type { Stay, Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import type { Behaviour, SecondFactor, Session } from '../session.ts';
import { addressIn, type Egress } from '../world/address-plan.ts';
import { localTime } from '../world/geography.ts';
import { during, type Line, still } from '../world/lines.ts';
import type { World } from '../world/world.ts';
import { stayAt } from './stays.ts';

const WEEKEND_SHARE = 0.15;
const LEAVE_SHARE = 0.05;

/** Saturday or Sunday; day 0, 1 January 1970, was a Thursday. */
export const isWeekend = (day: number): boolean => (day + 4) % 7 === 0 || (day + 4) % 7 === 6;

/** An ordinary worker's days: from wherever they stay, with everything that their traits bring along. */
export function workday(worker: Worker, world: World, { startHour = 9 } = {}): Behaviour {
  return (day, random) => {
    if (isWeekend(day) ? !random.chance(WEEKEND_SHARE) : random.chance(LEAVE_SHARE)) return [];
    const stay = stayAt(worker.stays, day * DAY + 18 * HOUR) ?? worker.stays[0]!;
    const start = localTime(
      stay.city.timeZone,
      day,
      startHour + Math.min(5, Math.max(-4, random.normal(0, 1.2))),
    );
    const hours = random.between(8, 12);
    const tunnels = vpnSessions(worker, start, hours, random);
    const sessions: Session[] = [...tunnels.flatMap((session) => placed(worker, world, session, random))];
    const logins = random.int(1, 3);
    for (let i = 0; i < logins; i++) {
      const from = start + (i / logins) * hours * HOUR + random.between(0, 20) * MINUTE;
      const to = start + ((i + 1) / logins) * hours * HOUR;
      const session = signIn(worker, from, to, random);
      sessions.push(
        ...placed(worker, world, session, random).map((part) =>
          worker.traits.vpn === 'full' && part.actor.cause !== 'in-flight'
            ? tunnelled(worker, world, part, tunnels)
            : part,
        ),
      );
    }
    sessions.push(
      ...phoneSessions(worker, world, start, hours, random),
      ...extras(worker, world, day, start, random),
    );
    return sessions;
  };
}

const self = (worker: Worker, stay: Stay, cause = stay.cause) => ({
  city: stay.city,
  operator: worker.id,
  cause,
});

/** A sign-in at the desk; where it happens is settled by `placed`. */
function signIn(worker: Worker, start: number, end: number, random: Random): Session {
  const stay = worker.stays[0]!;
  return {
    channel: 'sso',
    start,
    end,
    device: worker.laptop,
    line: stay.line,
    actor: self(worker, stay),
    apps: random.int(1, 4),
    refreshing: 1,
  };
}

/** Cuts a session to where the worker is then and gives it that place's connection; on a journey it waits. */
function placed(worker: Worker, world: World, session: Session, random: Random): Session[] {
  let { start, end } = session;
  let stay = stayAt(worker.stays, start);
  if (!stay) {
    if (session.channel === 'sso' && random.chance(0.1)) return [inFlight(worker, world, session, random)];
    stay = worker.stays.find(({ from }) => from > session.start);
    if (!stay) return [];
    start = stay.from + random.between(10, 60) * MINUTE;
    end += start - session.start;
  }
  end = Math.min(end, stay.to - 10 * MINUTE);
  if (end - start < 10 * MINUTE) return [];
  const { line, cause } =
    session.channel === 'sso' ? outlet(worker, stay, random) : { line: stay.line, cause: stay.cause };
  const here = { ...session, start, end, line, actor: self(worker, stay, cause) };
  return [session.channel === 'sso' ? { ...here, factor: secondFactor(worker, stay, random) } : here];
}

function inFlight(worker: Worker, world: World, session: Session, random: Random): Session {
  const line = still(addressIn(random.pick(world.plan.inFlight), random.int(1, 60)));
  const over = worker.stays.findLast(({ to }) => to <= session.start) ?? worker.stays[0]!;
  const end = Math.min(session.end, session.start + 90 * MINUTE);
  return { ...session, end, line, actor: self(worker, over, 'in-flight') };
}

/** Which way out the laptop takes for one session at a place. */
function outlet(worker: Worker, stay: Stay, random: Random): { line: Line; cause: string } {
  const { traits } = worker;
  if (traits.privacyVpn && random.chance(0.25)) {
    const abroad = random.chance(0.25);
    return { line: traits.privacyVpn[abroad ? 'abroad' : 'home'], cause: 'privacy-vpn' };
  }
  if (stay.kind === 'home' && stay.cause !== 'moved') {
    if (traits.coworking && random.chance(0.3)) return { line: traits.coworking, cause: 'coworking' };
    if (traits.cafe && random.chance(0.05)) return { line: traits.cafe, cause: 'cafe' };
  }
  return { line: stay.line, cause: stay.cause };
}

const onCarrier = (stay: Stay): string => stay.mobileCause ?? (stay.kind === 'home' ? 'mobile' : stay.cause);

/** The phone approves over its carrier or over the Wi-Fi of the place. */
function secondFactor(worker: Worker, stay: Stay, random: Random): SecondFactor {
  const carrier = worker.traits.phoneOnCarrier && random.chance(0.28);
  return {
    device: worker.phone,
    line: carrier ? stay.mobile : stay.line,
    actor: self(worker, stay, carrier ? onCarrier(stay) : stay.cause),
  };
}

/** One to three VPN sessions with a median of four hours, inside the day and not overlapping. */
function vpnSessions(worker: Worker, start: number, hours: number, random: Random): Session[] {
  if (worker.traits.vpn === 'none') return [];
  const count = random.int(1, 3);
  const slot = (hours * HOUR) / count;
  return Array.from({ length: count }, (_, i) => {
    const from = start + i * slot + random.between(1, 15) * MINUTE;
    const lasts = Math.max(5 * MINUTE, random.logNormal(4, 0.9) * HOUR);
    const to = Math.min(from + lasts, start + (i + 1) * slot - MINUTE);
    return { ...signIn(worker, from, to, random), channel: 'vpn' as const, apps: 0, refreshing: 0 };
  });
}

/** Full-tunnel traffic leaves through the company's own egress. */
function tunnelled(worker: Worker, world: World, session: Session, tunnels: readonly Session[]): Session {
  return { ...session, line: during(tunnels, companyLine(worker, world), session.line) };
}

/** The company's egress as this worker is routed, before and after its renumbering. */
export function companyLine(worker: Worker, world: World): Line {
  const at = (blocks: World['plan']['company']): Egress =>
    addressIn(blocks[worker.site]!, 2 + (worker.index % 6));
  const [before, after] = [at(world.plan.company), at(world.plan.companyNext)];
  return (time) => (world.renumbered !== undefined && time >= world.renumbered * DAY ? after : before);
}

/** Mail and chat on the phone: a sign-in on some days, refreshes on all. */
function phoneSessions(
  worker: Worker,
  world: World,
  start: number,
  hours: number,
  random: Random,
): Session[] {
  if (!worker.traits.phoneOnCarrier || !random.chance(0.5)) return [];
  const from = start + random.between(-1, hours) * HOUR;
  const stay = stayAt(worker.stays, from);
  if (!stay) return [];
  const relay = worker.traits.privateRelay && worker.phone.browser === 'SAFARI' && random.chance(0.5);
  const carrier = random.chance(0.3);
  const line = relay
    ? still(addressIn(world.plan.relay(stay.city), random.int(1, 100)))
    : carrier
      ? stay.mobile
      : stay.line;
  const cause = relay ? 'private-relay' : carrier ? onCarrier(stay) : stay.cause;
  return [
    {
      channel: 'sso',
      start: from,
      end: Math.min(from + random.between(0.3, 2) * HOUR, stay.to - MINUTE),
      device: worker.phone,
      line,
      actor: self(worker, stay, cause),
      apps: random.int(0, 2),
      refreshing: 2,
    },
  ];
}

/** Cloud desktops, security edges, assistants and nights on call. */
function extras(worker: Worker, world: World, day: number, start: number, random: Random): Session[] {
  const { traits } = worker;
  const stay = stayAt(worker.stays, start) ?? worker.stays[0]!;
  const extra = (from: number, hours: number, rest: Partial<Session>): Session => ({
    ...signIn(worker, from, from + hours * HOUR, random),
    actor: self(worker, stay),
    ...rest,
  });
  const sessions: Session[] = [];
  if (traits.cloudDesktop) {
    const actor = self(worker, stay, 'cloud-desktop');
    sessions.push(extra(start + random.between(0, 3) * HOUR, 4, { line: traits.cloudDesktop, actor }));
  }
  if (traits.sase) {
    const edges = world.plan.sase.filter(
      ({ city }) => (city.country === 'US') === (stay.city.country === 'US'),
    );
    const edge = random.chance(0.1) ? random.pick(edges) : edges[worker.index % edges.length]!;
    const actor = self(worker, stay, 'sase');
    sessions.push(
      extra(start + random.between(0, 4) * HOUR, 3, {
        line: still(addressIn(edge, random.int(1, 60))),
        actor,
      }),
    );
  }
  if (traits.syncClient) {
    const actor = self(worker, stay, 'sync-client');
    sessions.push({ ...extra(start, 20, { line: traits.syncClient, actor, apps: 0 }), resumed: true });
  }
  if (traits.delegate && random.chance(0.2)) {
    const { line, city, device } = traits.delegate;
    const actor = { city, operator: `${worker.id}-delegate`, cause: 'delegate' };
    sessions.push(extra(start + random.between(0, 6) * HOUR, 2, { line, device, actor }));
  }
  const home = worker.stays[0]!;
  if (stay.kind !== 'home' && home.kind === 'home' && random.chance(0.3)) {
    // The desktop at home was left on: its tokens refresh, and nobody is there.
    const actor = { ...self(worker, stay, 'idle-token') };
    sessions.push({ ...extra(start, 10, { line: home.line, actor, apps: 0 }), resumed: true });
  }
  if (traits.onCall && Math.floor(day / 7) % 6 === worker.index % 6 && random.chance(0.4)) {
    const night = localTime(stay.city.timeZone, day, random.between(26, 29));
    const at = stayAt(worker.stays, night);
    if (at) sessions.push(extra(night, 1.5, { line: at.line, actor: self(worker, at, 'on-call') }));
  }
  return sessions;
}
