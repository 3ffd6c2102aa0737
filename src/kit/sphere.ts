/** Mean Earth radius, kilometres (IUGG). Haversine on it errs by at most 0.55 % against the ellipsoid. */
const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;

export interface Point {
  latitude: number;
  longitude: number;
}

/** Great-circle distance in kilometres; right across the antimeridian and at the poles. */
export function kmBetween(a: Point, b: Point): number {
  const dLat = (b.latitude - a.latitude) * RADIANS;
  const dLon = (b.longitude - a.longitude) * RADIANS;
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.latitude * RADIANS) * Math.cos(b.latitude * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The point of a place or claim; undefined where it has no coordinates. */
export const pointOf = ({
  latitude,
  longitude,
}: {
  latitude?: number | undefined;
  longitude?: number | undefined;
}): Point | undefined =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
