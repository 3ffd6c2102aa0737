import {
  atOneTime,
  type CoUser,
  coUsers,
  homeOf,
  kmApart,
  type NetworkType,
  type Presence,
  sameHousehold,
  startsApart,
  stayOf,
  together,
} from '#kit';
import type { Config } from './config.ts';
import type { Evidence, FindingId } from './findings.ts';

export interface Conclusion {
  id: FindingId;
  workers: readonly string[];
  evidence: Evidence;
  confidence: number;
}

/** Factor where the homes are near each other or cannot be compared, or a factor's device is only a likeness: judgement. */
const DOUBTFUL = 0.6;

/** Where kiosks and pools of virtual desktops stand. */
const EMPLOYERS: readonly NetworkType[] = ['corporate', 'sase', 'hosting'];

/** What the use of a device up to a UTC day amounts to; later days are not looked at. */
export function conclude(
  device: string,
  day: number,
  presence: readonly Presence[],
  config: Config,
): Conclusion | undefined {
  const rows = presence.filter((row) => row.day <= day && row.day > day - config.windowDays);
  const users = coUsers(rows).filter(({ worker }) => !isExempt(worker.group, config));
  const everybody = new Set(rows.map(({ worker }) => worker.id));
  if (users.length < 2 || everybody.size > config.poolAbove) return undefined;
  if (rows.every(({ network }) => network && EMPLOYERS.includes(network.type))) return undefined;
  const identity = identityOf(device, rows);
  const clash = (a: CoUser, b: CoUser) => areStrangers(a, b, device, identity, config);
  const regular = users.filter((user) => user.rows.length >= config.minDays);
  const strangers = regular.filter((user) => regular.some((other) => clash(user, other)));
  if (strangers.length < 2) return undefined;
  const isFactor = strangers.every((user) => user.rows.every(({ channels }) => channels.every(isMfa)));
  const evidence = evidenceOf(device, identity, strangers);
  const isFar = (evidence.homesApartKm ?? 0) > config.apartKm;
  return {
    id: isFactor ? 'shared-factor' : identity === 'registered' ? 'shared-hardware' : 'same-fingerprint',
    workers: strangers.map(({ worker }) => worker.id),
    evidence,
    confidence: isFar && !(isFactor && identity === 'fingerprint') ? 1 : DOUBTFUL,
  };
}

const isMfa = (channel: string): boolean => channel === 'mfa';

const isExempt = (group: string | undefined, { exemptGroups }: Config): boolean =>
  group !== undefined && exemptGroups.some((exempt) => exempt.toLowerCase() === group.toLowerCase());

/**
 * An identity provider says whether a device is managed only of devices registered with it, whose ids rest on a key in
 * their hardware. Any other id may be the likeness of a browser, which machines of one model have in common.
 */
function identityOf(device: string, rows: readonly Presence[]): Evidence['identity'] {
  const isRegistered = rows.some((row) => row.managed !== undefined || lists(row, device));
  return isRegistered ? 'registered' : 'fingerprint';
}

const lists = ({ worker }: Pick<Presence, 'worker'>, device: string): boolean =>
  worker.deviceIds?.includes(device) ?? false;

function areStrangers(
  a: CoUser,
  b: CoUser,
  device: string,
  identity: Evidence['identity'],
  { apartKm, sameHomeKm }: Config,
): boolean {
  if (a === b || sameHousehold(a, b) || !atOneTime(a, b) || (lists(a, device) && lists(b, device)))
    return false;
  const km = kmApart(a.claim, b.claim);
  return identity === 'registered' ? km === undefined || km > sameHomeKm : km !== undefined && km > apartKm;
}

function evidenceOf(device: string, identity: Evidence['identity'], users: readonly CoUser[]): Evidence {
  const rows = users.flatMap((user) => user.rows);
  const apart = users.flatMap((a, i) => users.slice(i + 1).flatMap((b) => kmApart(a.claim, b.claim) ?? []));
  return {
    device,
    identity,
    managed: rows.find(({ managed }) => managed !== undefined)?.managed,
    workers: users.map((user) => ({
      id: user.worker.id,
      homes: homeOf(user),
      listed: lists(user, device),
      ...stayOf(user),
      startDate: user.worker.startDate,
    })),
    homesApartKm: apart.length > 0 ? Math.round(Math.max(...apart)) : undefined,
    daysTogether: together(users).days,
    startsApartDays: startsApart(users),
    networks: [...new Set(rows.flatMap(({ network }) => network?.type ?? []))].sort(),
  };
}
