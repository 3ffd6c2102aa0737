import { ANYWHERE_KM, type NetworkType } from '../../event/facts.ts';

/**
 * Kilometres assumed where the database gives no accuracy radius. The median error of free data is a few kilometres on
 * fixed lines and about 200 on mobile ones, whose addresses stand for a gateway. An unknown network may be either.
 */
export const DEFAULT_RADIUS_KM = { fixed: 50, venue: 50, mobile: 500, satellite: 500, unknown: 500 } as const;

/** Hosting, VPN, relay, Tor, SASE and corporate exits say where a machine stands, never where a person sits. */
export function radiusOf(type: NetworkType, accuracyKm: number | undefined): number {
  if (!(type in DEFAULT_RADIUS_KM)) return ANYWHERE_KM;
  return accuracyKm ?? DEFAULT_RADIUS_KM[type as keyof typeof DEFAULT_RADIUS_KM];
}
