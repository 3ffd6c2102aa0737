import type { Network, Place } from '../event/facts.ts';
import { canonicalJson, hashId } from '../event/ids.ts';
import type { DataFile, Reload } from './data/data-file.ts';
import { aged, type DataSource, databaseSource } from './data/data-source.ts';
import { type GeoSettings, openGeoFiles } from './data/geo-files.ts';
import { recent } from './data/recent.ts';
import { addressWords, dottedText } from './network/address-words.ts';
import { readAsnTypes } from './network/asn-types.ts';
import { embeddedAsn } from './network/embedded-asn.ts';
import { networkFinder } from './network/network-finder.ts';
import { type AddressListSetting, openList } from './network/open-list.ts';
import type { NetworkRow } from './network/own-networks.ts';
import { embeddedPlace } from './place/embedded-place.ts';
import { placeFinder } from './place/place-finder.ts';
import type { AddressFacts } from './port.ts';

export interface AddressFactsOptions {
  /** MaxMind-format files, absolute paths. Where none of them gives places, or ASNs, embedded data does. */
  geo?: GeoSettings;
  /** The rows of networks.csv. */
  networks?: readonly NetworkRow[];
  /** `YYYY-MM-DD`: how old networks.csv is. */
  networksDate?: string;
  lists?: readonly AddressListSetting[];
}

export type FileReload = { file: string } & Reload;

export interface OpenAddressFacts extends AddressFacts {
  /** Everything in use; with `now` (ms) each has its age. */
  sources(now?: number): DataSource[];
  /** Reads changed files again; a broken one leaves its old content in force and says why. */
  reload(): Promise<FileReload[]>;
  /** Forgets what was remembered; nothing stays open. */
  close(): void;
}

/** Addresses kept with their facts, at the least. */
const REMEMBERED = 20_000;
const NOTHING = Object.freeze({});

/**
 * Address → place and network. Throws `DataFileError` naming the file (and line) that cannot be used. Look-ups are
 * remembered inside, by address and by the stretch of time in which the same files and list entries hold: callers need
 * no cache of their own, and one by address alone would be wrong.
 */
export async function openAddressFacts(options: AddressFactsOptions = {}): Promise<OpenAddressFacts> {
  const { geo = {}, networks = [], networksDate = '' } = options;
  const files = await openGeoFiles(geo);
  const lists = await Promise.all((options.lists ?? []).map(openList));
  const watched: DataFile<unknown>[] = [...files.files, ...lists.map(({ data }) => data)];
  const asnTypes = readAsnTypes();
  const places = geo.city || geo.enterprise ? undefined : embeddedPlace();
  const asns = geo.asn || geo.isp || geo.enterprise ? undefined : embeddedAsn();
  const findNetwork = networkFinder({ files, lists, asnTypes, embedded: asns, networks, networksDate });
  const findPlace = placeFinder({ files, embedded: places, networksDate });
  const remembered = recent<{ place?: Place; network?: Network }>(REMEMBERED);

  const currentVersion = (): string =>
    hashId(
      canonicalJson({ ...options, contents: watched.map(({ fingerprint }) => fingerprint) }),
      asnTypes.fingerprint,
      places ? `${places.name} ${places.date}` : '',
      asns ? `${asns.name} ${asns.date}` : '',
    );
  const currentBoundaries = (): number[] => {
    const all = [...files.boundaries, ...lists.flatMap(({ data }) => data.current.boundaries)];
    return [...new Set(all)].sort((a, b) => a - b);
  };
  let version = currentVersion();
  let boundaries = currentBoundaries();

  function find(ip: string, time: number): { place?: Place; network?: Network } {
    const words = addressWords(ip);
    if (!words) return NOTHING;
    const text = words.length === 1 ? dottedText(words[0]!) : ip.replace(/%.*/, '');
    const found = findNetwork(words, text, time);
    const place = findPlace(text, time, found);
    return Object.freeze({
      ...(place ? { place } : {}),
      ...(found.network ? { network: found.network } : {}),
    });
  }

  return {
    get version() {
      return version;
    },
    lookup(ip, time) {
      const key = boundaries.length === 0 ? ip : `${reached(boundaries, time)} ${ip}`;
      return remembered.get(key, () => find(ip, time));
    },
    sources(now) {
      const embedded: DataSource[] = [];
      if (places) embedded.push(places.source);
      if (asns) embedded.push(asns.source);
      const all = [
        ...files.files.map(({ file, current }) => databaseSource(file, current)),
        ...embedded,
        ...lists.map(({ source }) => source),
        asnTypes.source,
      ];
      return all.map((source) => aged(source, now));
    },
    async reload() {
      const outcomes: FileReload[] = [];
      for (const file of watched) outcomes.push({ file: file.file, ...(await file.reload()) });
      version = currentVersion();
      boundaries = currentBoundaries();
      remembered.clear();
      return outcomes;
    },
    close: () => remembered.clear(),
  };
}

/** How many of the sorted times are not after `time`. */
function reached(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
