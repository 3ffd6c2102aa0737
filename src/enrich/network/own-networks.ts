import type { NetworkType } from '../../event/facts.ts';
import type { Words } from './address-words.ts';
import { parseCidr } from './cidr.ts';
import { cidrFinder } from './segments.ts';

/** One row of the customer's networks.csv, as its reader has checked it. */
export interface NetworkRow {
  cidr: string;
  kind: Extract<NetworkType, 'corporate' | 'sase' | 'relay' | 'vpn' | 'hosting' | 'venue'>;
  label?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  /** Suffix of the ISO 3166-2 code. */
  region?: string;
  city?: string;
}

/** The most specific of the customer's networks that holds an address, of equal ones the last. */
export function ownNetworks(rows: readonly NetworkRow[]): (address: Words) => NetworkRow | undefined {
  const find = cidrFinder(
    rows.map(({ cidr }) => {
      const range = parseCidr(cidr);
      if (!range) throw new Error(`networks: "${cidr}" is no address range`);
      return range;
    }),
  );
  return (address) => rows[find(address)];
}
