import type { Network, NetworkType } from '../../event/facts.ts';
import type { AsnType } from './asn-types.ts';
import type { AnonymousFlags } from './database-record.ts';
import type { Asn } from './embedded-asn.ts';
import type { NetworkRow } from './own-networks.ts';

export type ListKind = 'vpn' | 'relay' | 'tor' | 'hosting' | 'proxy' | 'residential-proxy';
type Anonymiser = NonNullable<Network['anonymiser']>;

/** A list, or a database of anonymisers, naming the address. */
export interface Tag {
  kind: ListKind;
  operator?: string;
  /** `YYYY-MM-DD`. */
  seen: string;
  source: string;
}

/** All that is known about whose network an address is on. */
export interface Evidence {
  own?: NetworkRow | undefined;
  /** `YYYY-MM-DD`: how old the customer's table is. */
  ownDate: string;
  tags: readonly Tag[];
  /** What the databases say of this very address. */
  line?: NetworkType | undefined;
  asn?: Asn | undefined;
  /** What the network of that number sells to most of its customers. */
  asnType?: AsnType | undefined;
  /** The ASN database. */
  source: string;
  date: string;
}

/**
 * The network of an address. Precedence: the customer's own networks, relay, SASE, Tor, VPN, hosting; then the kind of
 * line, where a database that knows the address goes before the table that only knows the network. Relay stands before
 * VPN because VPN lists contain the exits of Apple's relay. Undefined where nothing is known at all.
 */
export function classify(evidence: Evidence): Network | undefined {
  const { own, asn, source, date } = evidence;
  if (!own && !asn && !evidence.line && evidence.tags.length === 0) return undefined;
  const type = typeOf(evidence);
  const anonymiser = own ? ownAnonymiser(own, evidence.ownDate) : anonymiserOf(evidence.tags, type);
  const operator = evidence.asnType?.operator || asn?.operator;
  return {
    ...(asn ? { asn: asn.asn } : {}),
    ...(operator ? { operator } : {}),
    type,
    ...(anonymiser ? { anonymiser } : {}),
    ...(own?.label ? { label: own.label } : {}),
    ...(own ? { source: 'networks.csv', date: evidence.ownDate } : { source, date }),
  };
}

const SHARED_EXITS = ['relay', 'sase', 'tor', 'vpn', 'hosting'] as const;

function typeOf({ own, tags, line, asnType }: Evidence): NetworkType {
  if (own) return own.kind;
  const said: (NetworkType | ListKind | undefined)[] = [...tags.map(({ kind }) => kind), line, asnType?.type];
  return SHARED_EXITS.find((type) => said.includes(type)) ?? line ?? asnType?.type ?? 'unknown';
}

function ownAnonymiser({ kind, label }: NetworkRow, date: string): Anonymiser | undefined {
  if (kind !== 'vpn' && kind !== 'relay' && kind !== 'hosting') return undefined;
  return { kind, ...(label ? { operator: label } : {}), seen: date, source: 'networks.csv' };
}

const BY_GRAVITY: readonly ListKind[] = ['tor', 'relay', 'vpn', 'residential-proxy', 'proxy', 'hosting'];

/** The gravest tag that fits the type; of several of one kind a named operator first, then the latest sighting. */
function anonymiserOf(tags: readonly Tag[], type: NetworkType): Anonymiser | undefined {
  let best: Tag | undefined;
  for (const tag of tags) {
    if (fits(tag.kind, type) && (!best || outranks(tag, best))) best = tag;
  }
  return best;
}

function fits(kind: ListKind, type: NetworkType): boolean {
  if (kind !== 'proxy' && kind !== 'residential-proxy') return kind === type;
  // One relay, SASE, mobile or satellite exit serves hundreds: a proxy behind it says nothing about the others.
  return type !== 'relay' && type !== 'sase' && type !== 'mobile' && type !== 'satellite';
}

function outranks(a: Tag, b: Tag): boolean {
  const byKind = BY_GRAVITY.indexOf(a.kind) - BY_GRAVITY.indexOf(b.kind);
  if (byKind !== 0) return byKind < 0;
  const byName = Number(Boolean(a.operator)) - Number(Boolean(b.operator));
  return byName !== 0 ? byName > 0 : a.seen > b.seen;
}

/** The tags that an anonymiser database's flags stand for. */
export function tagsOf(flags: AnonymousFlags, origin: { source: string; date: string }): Tag[] {
  const kinds: [boolean, ListKind][] = [
    [flags.relay, 'relay'],
    [flags.tor, 'tor'],
    [flags.vpn, 'vpn'],
    [flags.residentialProxy, 'residential-proxy'],
    [flags.publicProxy, 'proxy'],
    [flags.hosting, 'hosting'],
  ];
  return kinds.flatMap(([set, kind]) =>
    set
      ? {
          kind,
          ...(flags.operator ? { operator: flags.operator } : {}),
          seen: flags.seen ?? origin.date,
          source: origin.source,
        }
      : [],
  );
}
