import type { Claim, HomeClaim, TravelClaim } from '../../event/facts.ts';
import { toUtc } from '../../event/time.ts';
import { DAY, dayText, utcDay } from '../../kit/time.ts';

interface Interval<T> {
  /** Ms since the epoch, inclusive. */
  start: number;
  /** Ms since the epoch, exclusive. */
  end: number;
  claim: T;
}

/** How long before and after its dates travel is allowed for: overnight flights, and a trip without a known zone. */
const TRAVEL_SLACK_DAYS = 1;

/**
 * The claim in force as a function of time (ms). Before the first dated home that home already holds: a roster seldom
 * says where somebody lived before they were hired. A home lasts until the next one begins in its own zone.
 */
export function claimTimeline(
  homes: readonly HomeClaim[],
  travel: readonly TravelClaim[],
): (time: number) => Claim | undefined {
  const lived = homes.map((home) => ({ start: startOf(home, homes), end: endOf(home, homes), claim: home }));
  const travelled = travel.map((trip) => ({
    start: midnight(trip.from, -TRAVEL_SLACK_DAYS, trip.timeZone),
    end: midnight(trip.to, 1 + TRAVEL_SLACK_DAYS, trip.timeZone),
    claim: trip,
  }));
  const changes = new Set([...lived, ...travelled].flatMap(({ start, end }) => [start, end]));
  changes.delete(-Infinity);
  const starts = [-Infinity, ...[...changes].sort((a, b) => a - b)];
  const claims = starts.map((start) => claimAt(start, lived, travelled));
  return (time) => {
    let index = starts.length - 1;
    while (time < starts[index]!) index--;
    return claims[index];
  };
}

function claimAt(
  time: number,
  lived: readonly Interval<HomeClaim>[],
  travelled: readonly Interval<TravelClaim>[],
): Claim | undefined {
  const homes = inForce(lived, time);
  return homes.length === 0 ? undefined : { homes, travel: inForce(travelled, time) };
}

const inForce = <T>(intervals: readonly Interval<T>[], time: number): T[] =>
  intervals.filter(({ start, end }) => start <= time && time < end).map(({ claim }) => claim);

function startOf({ from, timeZone }: HomeClaim, homes: readonly HomeClaim[]): number {
  const first = homes[0]!.from;
  return from === undefined || from === first ? -Infinity : midnight(from, 0, timeZone);
}

/** Who moves west lives at the old home for the hours until the day of the move begins at the new one. */
function endOf({ to, timeZone }: HomeClaim, homes: readonly HomeClaim[]): number {
  if (to === undefined) return Infinity;
  const dayAfter = dayText(utcDay(Date.parse(to)) + 1);
  const next = homes.filter(({ from }) => from === dayAfter).map((home) => startOf(home, homes));
  return Math.max(midnight(to, 1, timeZone), ...next);
}

/** The instant at which a day, or the one so many days after it, begins in a zone; UTC when that is unknown. */
function midnight(day: string, daysAfter: number, zone = 'UTC'): number {
  return toUtc(Date.parse(day) + daysAfter * DAY, zone);
}
