import type { ListKind } from '../network/classify.ts';
import {
  appleRelay,
  awsRanges,
  azureRanges,
  fastlyRanges,
  googleRanges,
  type Normalise,
  oracleRanges,
  plainLines,
} from './normalise.ts';

interface Item {
  /** The file it becomes in the data folder. */
  file: string;
  /** Where the vendor publishes it. `{key}` stands for the licence key, `{month}` for `2026-11`. */
  urls: readonly string[];
}

/** A database, as the archive that its vendor packs. */
export interface DatabaseItem extends Item {
  form: 'mmdb.gz' | 'mmdb.tar.gz';
}

/** Address ranges; several addresses give one list. */
export interface ListItem extends Item {
  form: 'list';
  kind: ListKind;
  normalise: Normalise;
}

const maxmind = (edition: string): DatabaseItem => ({
  file: `${edition}.mmdb`,
  urls: [
    `https://download.maxmind.com/app/geoip_download?edition_id=${edition}&license_key={key}&suffix=tar.gz`,
  ],
  form: 'mmdb.tar.gz',
});

const dbIp = (name: string): DatabaseItem => ({
  file: `${name}.mmdb`,
  urls: [`https://download.db-ip.com/free/${name}-{month}.mmdb.gz`],
  form: 'mmdb.gz',
});

const list = (file: string, kind: ListKind, normalise: Normalise, ...urls: string[]): ListItem => ({
  file,
  urls,
  form: 'list',
  kind,
  normalise,
});

/** What can be fetched. Azure publishes under a new address every week and none that stays: it must be given. */
export const ITEMS = {
  'geolite2-city': maxmind('GeoLite2-City'),
  'geolite2-asn': maxmind('GeoLite2-ASN'),
  'dbip-city': dbIp('dbip-city-lite'),
  'dbip-asn': dbIp('dbip-asn-lite'),
  'apple-relay': list(
    'apple-relay.csv',
    'relay',
    appleRelay,
    'https://mask-api.icloud.com/egress-ip-ranges.csv',
  ),
  aws: list('aws.txt', 'hosting', awsRanges, 'https://ip-ranges.amazonaws.com/ip-ranges.json'),
  gcp: list('gcp.txt', 'hosting', googleRanges, 'https://www.gstatic.com/ipranges/cloud.json'),
  oracle: list(
    'oracle.txt',
    'hosting',
    oracleRanges,
    'https://docs.oracle.com/en-us/iaas/tools/public_ip_ranges.json',
  ),
  azure: list('azure.txt', 'hosting', azureRanges),
  cloudflare: list(
    'cloudflare.txt',
    'relay',
    plainLines,
    'https://www.cloudflare.com/ips-v4',
    'https://www.cloudflare.com/ips-v6',
  ),
  fastly: list('fastly.txt', 'hosting', fastlyRanges, 'https://api.fastly.com/public-ip-list'),
  tor: list('tor.txt', 'tor', plainLines, 'https://check.torproject.org/torbulkexitlist'),
  'x4bnet-vpn': list(
    'x4bnet-vpn.txt',
    'vpn',
    plainLines,
    'https://raw.githubusercontent.com/X4BNet/lists_vpn/main/output/vpn/ipv4.txt',
  ),
} satisfies Record<string, DatabaseItem | ListItem>;
export type ItemName = keyof typeof ITEMS;
