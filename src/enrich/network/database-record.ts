import type { NetworkType } from '../../event/facts.ts';
import type { Asn } from './embedded-asn.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a database says hides behind an address. Absent flags are false: an empty record says nothing. */
export interface AnonymousFlags {
  vpn: boolean;
  tor: boolean;
  relay: boolean;
  hosting: boolean;
  publicProxy: boolean;
  residentialProxy: boolean;
  operator?: string;
  /** `YYYY-MM-DD`. */
  seen?: string;
}

/** Reads the ASN of a record: MaxMind's and DB-IP's field names, also under `traits`, or IPinfo's `asn: "AS64496"`. */
export function asnOf(record: object): Asn | undefined {
  const fields = record as Fields;
  const traits = (fields.traits ?? fields) as Fields;
  const maxmind = traits.autonomous_system_number;
  const number = typeof maxmind === 'number' ? maxmind : ipinfoNumber(fields.asn);
  if (number === undefined || number === 0) return undefined;
  const operator = traits.autonomous_system_organization ?? fields.as_name ?? fields.name ?? traits.isp;
  return { asn: number, operator: typeof operator === 'string' ? operator : '' };
}

function ipinfoNumber(value: unknown): number | undefined {
  const digits = typeof value === 'string' ? /^AS(\d{1,10})$/.exec(value)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

/**
 * MaxMind's Connection-Type. `Corporate` is a business line of whatever kind, and many a rented server: it must not be
 * taken for the customer's own egress, so it says nothing here.
 */
const BY_CONNECTION: Record<string, NetworkType> = {
  'Cable/DSL': 'fixed',
  Dialup: 'fixed',
  Cellular: 'mobile',
  Satellite: 'satellite',
};

/** MaxMind's `user_type`; `business`, `government` and the like may be anything. */
const BY_USER: Record<string, NetworkType> = {
  residential: 'fixed',
  dialup: 'fixed',
  cellular: 'mobile',
  consumer_satellite_network: 'satellite',
  hosting: 'hosting',
  content_delivery_network: 'hosting',
  cafe: 'venue',
  traveler: 'venue',
  library: 'venue',
};

/** The kind of line of one address, from Connection-Type, ISP and Enterprise records or IPinfo's `type: "hosting"`. */
export function lineOf(record: object): NetworkType | undefined {
  const fields = record as Fields;
  const traits = (fields.traits ?? fields) as Fields;
  if (traits.is_satellite_provider === true) return 'satellite';
  const byUser = BY_USER[String(traits.user_type)];
  // A household may well be on a cellular line: the line decides, unless the user is no household.
  if (byUser && byUser !== 'fixed') return byUser;
  const byConnection = BY_CONNECTION[String(traits.connection_type)];
  return byConnection ?? byUser ?? (fields.type === 'hosting' ? 'hosting' : undefined);
}

/** Reads GeoIP2 Anonymous-IP and Anonymous-Plus, Enterprise's `traits`, and IPinfo's privacy record. */
export function anonymousFlagsOf(record: object): AnonymousFlags | undefined {
  const fields = ((record as Fields).traits ?? record) as Fields;
  const on = (name: string): boolean => fields[name] === true || fields[name] === 'true';
  const flags = {
    vpn: on('is_anonymous_vpn') || on('vpn'),
    tor: on('is_tor_exit_node') || on('tor'),
    relay: on('relay'),
    hosting: on('is_hosting_provider') || on('hosting'),
    publicProxy: on('is_public_proxy') || on('proxy'),
    residentialProxy: on('is_residential_proxy'),
  };
  if (!Object.values(flags).includes(true)) return undefined;
  const operator = fields.provider_name ?? fields.service;
  const seen = fields.network_last_seen;
  return {
    ...flags,
    ...(typeof operator === 'string' && operator !== '' ? { operator } : {}),
    ...(typeof seen === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(seen) ? { seen } : {}),
  };
}
