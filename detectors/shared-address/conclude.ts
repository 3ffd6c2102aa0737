import {
  atOneTime,
  type CoUser,
  coUsers,
  countParties,
  homeOf,
  isListedExit,
  kmApart,
  kmBetween,
  kmToHome,
  type Place,
  type Presence,
  pointOf,
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
}

/** What the use of a line up to a UTC day amounts to; later days are not looked at. */
export function conclude(
  line: string,
  day: number,
  presence: readonly Presence[],
  config: Config,
): Conclusion | undefined {
  const rows = presence.filter(
    (row) => row.day <= day && row.day > day - config.windowDays && isStay(row, config),
  );
  const residents = coUsers(rows).filter((user) => isResident(user, config));
  // Homes that cannot be measured contradict nothing.
  const related = (a: CoUser, b: CoUser) =>
    sameHousehold(a, b) || (kmApart(a.claim, b.claim) ?? 0) <= config.apartKm;
  const strangers = residents.filter((user) =>
    residents.some((other) => !related(user, other) && atOneTime(user, other)),
  );
  const newest = rows.findLast(({ place }) => place);
  if (strangers.length < 2 || strangers.every((user) => atHome(user, newest?.place, config) === 'yes')) {
    return undefined;
  }
  return {
    id: tierOf(residents.length, countParties(strangers, related), config),
    workers: strangers.map(({ worker }) => worker.id),
    evidence: evidenceOf(line, strangers, newest, config),
  };
}

/** Days that say where a worker lives: not those of an approved trip there, nor through an exit that a list knows. */
function isStay({ claim, place, network }: Presence, config: Config): boolean {
  if (network && isListedExit(network)) return false;
  return !claim?.travel.some((trip) => {
    if (!place) return true;
    if (trip.country !== place.country) return false;
    const [there, here] = [pointOf(trip), pointOf(place)];
    return !there || !here || kmBetween(there, here) <= place.radiusKm + config.apartKm;
  });
}

/** Days enough, and over more time than a visit takes. */
const isResident = ({ rows, from, to }: CoUser, { minDays, visitDays }: Config): boolean =>
  rows.length >= minDays && to - from + 1 > visitDays;

function tierOf(residents: number, parties: number, { crowdAbove }: Config): FindingId {
  if (residents > crowdAbove) return 'crowd';
  return parties > 2 ? 'three-workers' : 'two-workers';
}

function kmToLine({ claim }: CoUser, place: Place | undefined): number | undefined {
  const point = place && pointOf(place);
  return point && claim && kmToHome(claim, point);
}

function atHome(user: CoUser, place: Place | undefined, { nearKm }: Config): 'yes' | 'no' | 'unknown' {
  const km = kmToLine(user, place);
  if (km === undefined) return 'unknown';
  return km <= place!.radiusKm + nearKm ? 'yes' : 'no';
}

function evidenceOf(
  line: string,
  users: readonly CoUser[],
  newest: Presence | undefined,
  config: Config,
): Evidence {
  const { place, network } = newest ?? {};
  const apart = users.flatMap((a) => users.map((b) => kmApart(a.claim, b.claim) ?? 0));
  const { days, minutes } = together(users);
  return {
    line,
    place: place && {
      country: place.country,
      region: place.region,
      city: place.city,
      radiusKm: place.radiusKm,
      database: place.source,
      databaseDate: place.date,
    },
    operator: network?.operator,
    asn: network?.asn,
    anonymiser: network?.anonymiser?.kind,
    workers: users.map((user) => {
      const km = kmToLine(user, place);
      return {
        id: user.worker.id,
        homes: homeOf(user),
        kmToLine: km === undefined ? undefined : Math.round(km),
        atHome: atHome(user, place, config),
        ...stayOf(user),
        startDate: user.worker.startDate,
      };
    }),
    homesApartKm: Math.round(Math.max(...apart)),
    daysTogether: days,
    minutesTogether: minutes,
    startsApartDays: startsApart(users),
  };
}
