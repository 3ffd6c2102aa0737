import type { Network, NetworkType } from '../../event/facts.ts';
import type { GeoFiles } from '../data/geo-files.ts';
import { interner } from '../data/intern.ts';
import { perObject } from '../data/per-object.ts';
import type { Words } from './address-words.ts';
import type { AsnTypes } from './asn-types.ts';
import { classify, type Tag, tagsOf } from './classify.ts';
import { anonymousFlagsOf, asnOf, lineOf } from './database-record.ts';
import type { Asn, EmbeddedAsn } from './embedded-asn.ts';
import type { Listed } from './list-file.ts';
import type { OpenList } from './open-list.ts';
import { type NetworkRow, ownNetworks } from './own-networks.ts';
import { isPrivate } from './private-ranges.ts';

export interface FoundNetwork {
  network?: Network | undefined;
  /** The customer's row. */
  own?: NetworkRow | undefined;
  /** What a relay's list says of the place its user is near. */
  relay?: { listed: Listed; source: string } | undefined;
  /** The address means nothing outside its own network and stands nowhere. */
  private: boolean;
}

export interface NetworkData {
  files: GeoFiles;
  lists: readonly OpenList[];
  asnTypes: AsnTypes;
  /** Used when no file gives ASNs. */
  embedded: EmbeddedAsn | undefined;
  networks: readonly NetworkRow[];
  /** `YYYY-MM-DD`: how old the customer's rows are. */
  networksDate: string;
}

/** The better informed of the line of an address first, of its ASN last. */
const KINDS = ['enterprise', 'isp', 'connectionType', 'asn', 'anonymous'] as const;

/** Distinct networks kept for sharing. */
const DISTINCT = 20_000;

/** Address (as words and as text) → network at an event's time (ms). */
export function networkFinder(data: NetworkData): (words: Words, ip: string, time: number) => FoundNetwork {
  const { files, lists, asnTypes, embedded, networksDate } = data;
  const ownOf = ownNetworks(data.networks);
  const intern = interner<Network>(DISTINCT);
  const asnIn = perObject(asnOf);
  // Most addresses are tagged by nobody: their network is a function of the ASN's record and the line.
  const untagged = perObject((_: Asn) => new Map<NetworkType | undefined, Network | undefined>());

  function inDatabases(words: Words, ip: string, time: number): Found {
    const found: Found = embedded
      ? { asn: embedded.find(words), source: embedded.name, date: embedded.date, tags: [] }
      : { source: '', date: '', tags: [] };
    for (const kind of KINDS) {
      const database = files.pick(kind, time);
      if (!database) continue;
      const origin = { source: database.type, date: database.date };
      const record = database.get(ip);
      const asn = record && asnIn(record);
      if (asn) Object.assign(found, { asn, ...origin });
      else if (found.source === '') Object.assign(found, origin);
      if (!record) continue;
      found.line ??= lineOf(record);
      const flags = kind === 'anonymous' || kind === 'enterprise' ? anonymousFlagsOf(record) : undefined;
      if (flags) found.tags = tagsOf(flags, origin);
    }
    return found;
  }

  return (words, ip, time) => {
    const own = ownOf(words);
    if (isPrivate(words)) {
      const network = classify({ own, ownDate: networksDate, tags: [], source: '', date: '' });
      return { network: network && intern(network), own, private: true };
    }
    const found = inDatabases(words, ip, time);
    let relay: FoundNetwork['relay'];
    for (const { name, kind, data: list } of lists) {
      const listed = list.current.find(words);
      if (!listed || (listed.firstSeen ?? 0) > time) continue;
      if (kind === 'relay' && listed.country) relay = { listed, source: name };
      const { operator, seen } = listed;
      found.tags.push({ kind, ...(operator ? { operator } : {}), seen, source: name });
    }
    const { asn, line, tags } = found;
    const judge = (): Network | undefined => {
      const network = classify({
        own,
        ownDate: networksDate,
        ...found,
        asnType: asn && asnTypes.get(asn.asn),
      });
      return network && intern(network);
    };
    if (own || tags.length > 0 || !asn) return { network: judge(), own, relay, private: false };
    const known = untagged(asn);
    if (!known.has(line)) known.set(line, judge());
    return { network: known.get(line), own, relay, private: false };
  };
}

interface Found {
  asn?: Asn | undefined;
  line?: NetworkType | undefined;
  tags: Tag[];
  source: string;
  date: string;
}
