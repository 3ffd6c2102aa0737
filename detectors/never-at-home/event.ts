import { kmToHome, type Point, pointOf, type Raise, type Seen, type Withdraw } from '#kit';
import type { Config } from './config.ts';
import type { Evidences } from './findings.ts';

export type SeenLogin = Seen<'place' | 'network' | 'claim', 'worker'>;
export type RaiseHere = Raise<Evidences>;
export type WithdrawHere = Withdraw<Evidences>;

/** Where a login stood: at a claimed home, far from every one, or neither. */
export interface Position {
  where: 'home' | 'away' | 'between';
  point: Point;
  /** To the nearest claimed home. */
  km: number;
}

/**
 * Undefined when the place or a claimed home has no coordinates. Nearness needs the middle of the place, distance all
 * of its circle: what the data leaves open speaks for the claim.
 */
export function positionOf({ place, claim }: SeenLogin, config: Config): Position | undefined {
  const point = pointOf(place);
  const km = point && kmToHome(claim, point);
  if (point === undefined || km === undefined) return undefined;
  if (km <= config.homeKm) return { where: 'home', point, km };
  const isAway = km > config.awayKm && km - place.radiusKm > config.homeKm;
  return { where: isAway ? 'away' : 'between', point, km };
}

/** Whether the source itself places the address near a claimed home. */
export function isHomeToProvider({ provider, claim }: SeenLogin, config: Config): boolean {
  const point = provider && pointOf(provider);
  const km = point && kmToHome(claim, point);
  return km !== undefined && km <= config.homeKm;
}
