import { hoursBetween, kmBetween, type Point } from '#kit';
import type { Config } from './config.ts';

/** One end of a journey: when (ms), where, and how far off the place may be. */
export interface End extends Point {
  time: number;
  country: string;
  radiusKm: number;
}

/** A journey between two logins, whichever came first. */
export interface Journey {
  isInternational: boolean;
  /** Great-circle distance between the two map points, kilometres. */
  km: number;
  /** What is left of it when both places are as near to each other as their radii allow. */
  effectiveKm: number;
  /** Hours between the logins. */
  hours: number;
  /** Hours that the effective distance takes, door to door. */
  neededHours: number;
  isTooFast: boolean;
}

/**
 * Compares the hours that a journey had with the hours it needs: never speeds, so that two logins in the same
 * instant are a journey like any other. Symmetric in its two ends.
 */
export function journey(a: End, b: End, config: Config): Journey {
  const isInternational = a.country !== b.country;
  const km = kmBetween(a, b);
  const effectiveKm = Math.max(0, km - a.radiusKm - b.radiusKm);
  const hours = hoursBetween(a.time, b.time);
  const neededHours =
    effectiveKm / config.maxSpeedKmh +
    config.overheadHours +
    (isInternational ? config.internationalOverheadHours : 0);
  const minKm = isInternational ? config.minInternationalKm : config.minDomesticKm;
  const isTooFast = effectiveKm >= minKm && hours + config.clockSkewMinutes / 60 < neededHours;
  return { isInternational, km, effectiveKm, hours, neededHours, isTooFast };
}

/** Half the Earth's circumference, rounded up: no two places are farther apart. */
const FARTHEST_KM = 20_040;

/** Hours after which no earlier login can make a journey too fast. */
export const longestHours = (config: Config): number =>
  FARTHEST_KM / config.maxSpeedKmh + config.overheadHours + config.internationalOverheadHours;
