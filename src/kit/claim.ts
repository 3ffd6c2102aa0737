import type { Claim } from '../event/facts.ts';
import { kmBetween, type Point, pointOf } from './sphere.ts';

/** Which part of a claim covers a country at the event's time, if any: a home in force, or approved travel (± 1 day). */
export function claimedAs(claim: Claim, country: string): 'home' | 'travel' | undefined {
  if (claim.homes.some((home) => home.country === country)) return 'home';
  return claim.travel.some((trip) => trip.country === country) ? 'travel' : undefined;
}

/** Kilometres from a point to the nearest claimed home; undefined when a home has no coordinates to measure from. */
export function kmToHome(claim: Claim, point: Point): number | undefined {
  let nearest = Number.POSITIVE_INFINITY;
  for (const home of claim.homes) {
    const there = pointOf(home);
    if (!there) return undefined;
    nearest = Math.min(nearest, kmBetween(there, point));
  }
  return nearest;
}
