import type { Words } from './address-words.ts';
import { parseCidr } from './cidr.ts';
import { cidrFinder } from './segments.ts';

/**
 * Addresses that mean something only inside one network: RFC 1918, shared CGNAT space (RFC 6598), loopback, link-local,
 * multicast and reserved space. Documentation ranges are not among them: they count as public.
 */
const RANGES = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
  '::/127',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

const find = cidrFinder(RANGES.map((range) => parseCidr(range)!));

export const isPrivate = (address: Words): boolean => find(address) >= 0;
