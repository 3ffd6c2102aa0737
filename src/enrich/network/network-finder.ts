import type { Network } from '../../event/facts.ts';
import type { GeoFiles } from '../data/geo-files.ts';
import type { Mmdb } from '../data/mmdb-file.ts';
import type { Words } from './address-words.ts';
import type { AsnTypes } from './asn-types.ts';
import { classify, type Evidence, type Tag, tagsOf } from './classify.ts';
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

/** Databases that give an ASN, and those that know the line of an address; the better informed first. */
const ASN_KINDS = ['asn', 'isp', 'enterprise'] as const;
const LINE_KINDS = ['enterprise', 'isp', 'connectionType', 'asn'] as const;
const ANONYMOUS_KINDS = ['anonymous', 'enterprise'] as const;

/** Address (as words and as text) → network at an event's time (ms). */
export function networkFinder(data: NetworkData): (words: Words, ip: string, time: number) => FoundNetwork {
  const { files, lists, asnTypes, embedded, networksDate } = data;
  const ownOf = ownNetworks(data.networks);

  function first<T>(
    kinds: typeof ASN_KINDS | typeof LINE_KINDS | typeof ANONYMOUS_KINDS,
    read: (record: object) => T | undefined,
    ip: string,
    time: number,
  ): { value: T; database: Mmdb } | undefined {
    for (const kind of kinds) {
      const database = files.pick(kind, time);
      const record = database?.get(ip);
      const value = record && read(record);
      if (value !== undefined) return { value, database: database! };
    }
    return undefined;
  }

  function asnAt(
    words: Words,
    ip: string,
    time: number,
  ): { asn?: Asn | undefined; source: string; date: string } {
    if (embedded) return { asn: embedded.find(words), source: embedded.name, date: embedded.date };
    const found = first(ASN_KINDS, asnOf, ip, time);
    const database =
      found?.database ?? files.pick('asn', time) ?? files.pick('isp', time) ?? files.pick('enterprise', time);
    return { asn: found?.value, source: database?.type ?? '', date: database?.date ?? '' };
  }

  return (words, ip, time) => {
    const own = ownOf(words);
    const unlisted: Pick<Evidence, 'tags' | 'ownDate'> = { tags: [], ownDate: networksDate };
    if (isPrivate(words)) {
      return { network: own && classify({ own, ...unlisted, source: '', date: '' }), own, private: true };
    }
    const tags: Tag[] = [];
    let relay: FoundNetwork['relay'];
    for (const { name, kind, data: list } of lists) {
      const listed = list.current.find(words);
      if (!listed || (listed.firstSeen ?? 0) > time) continue;
      if (kind === 'relay' && listed.country) relay = { listed, source: name };
      const { operator, seen } = listed;
      tags.push({ kind, ...(operator ? { operator } : {}), seen, source: name });
    }
    const flags = first(ANONYMOUS_KINDS, anonymousFlagsOf, ip, time);
    if (flags) tags.push(...tagsOf(flags.value, { source: flags.database.type, date: flags.database.date }));
    const asn = asnAt(words, ip, time);
    const network = classify({
      own,
      ownDate: networksDate,
      tags,
      line: first(LINE_KINDS, lineOf, ip, time)?.value,
      ...asn,
      asnType: asn.asn && asnTypes.get(asn.asn.asn),
    });
    return { network, own, relay, private: false };
  };
}
