import type { Place } from '../../event/facts.ts';
import type { GeoFiles } from '../data/geo-files.ts';
import { interner } from '../data/intern.ts';
import type { Mmdb } from '../data/mmdb-file.ts';
import { perObject } from '../data/per-object.ts';
import type { FoundNetwork } from '../network/network-finder.ts';
import type { EmbeddedPlace } from './embedded-place.ts';
import { type Location, locationOf } from './place-record.ts';
import { radiusOf } from './radius.ts';

export interface PlaceData {
  files: GeoFiles;
  /** Used when no file gives places. */
  embedded: EmbeddedPlace | undefined;
  /** `YYYY-MM-DD`: how old the customer's networks.csv is. */
  networksDate: string;
}

/** Distinct places kept for sharing. */
const DISTINCT = 20_000;

/** Address and its network → place at an event's time (ms). What the customer or a relay says goes before databases. */
export function placeFinder(
  data: PlaceData,
): (ip: string, time: number, found: FoundNetwork) => Place | undefined {
  const { files, embedded, networksDate } = data;
  const readerOf = perObject(({ type, date }: Mmdb) =>
    perObject((record: object) => locationOf(record, { source: type, date })),
  );
  const intern = interner<Place>(DISTINCT);
  const placesOf = perObject((_: Location) => new Map<number, Place>());

  function inDatabase(database: Mmdb | undefined, ip: string): Location | undefined {
    const record = database?.get(ip);
    return record && readerOf(database!)(record);
  }

  function locate(ip: string, time: number, { network, own, relay }: FoundNetwork): Location | undefined {
    if (own?.country) return said(own, own.country, 'networks.csv', networksDate);
    if (relay?.listed.country && network?.type === 'relay') {
      return said(relay.listed, relay.listed.country, relay.source, relay.listed.seen);
    }
    if (embedded) return embedded.find(ip);
    return inDatabase(files.pick('city', time), ip) ?? inDatabase(files.pick('enterprise', time), ip);
  }

  return (ip, time, found) => {
    const location = found.private ? undefined : locate(ip, time, found);
    if (!location) return undefined;
    const radiusKm = radiusOf(found.network?.type ?? 'unknown', location.accuracyKm);
    const places = placesOf(location);
    let place = places.get(radiusKm);
    if (!place) {
      const { accuracyKm: _, ...where } = location;
      place = intern({ ...where, radiusKm });
      places.set(radiusKm, place);
    }
    return place;
  };
}

function said(
  { region, city }: { region?: string; city?: string },
  country: string,
  source: string,
  date: string,
): Location {
  return { country, ...(region ? { region } : {}), ...(city ? { city } : {}), confidence: 1, source, date };
}
