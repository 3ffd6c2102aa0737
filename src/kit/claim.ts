import type { Claim } from '../event/facts.ts';

/** Which part of a claim covers a country at the event's time, if any: a home in force, or approved travel (± 1 day). */
export function claimedAs(claim: Claim, country: string): 'home' | 'travel' | undefined {
  if (claim.homes.some((home) => home.country === country)) return 'home';
  return claim.travel.some((trip) => trip.country === country) ? 'travel' : undefined;
}
