import { csvFields } from './text-lines.ts';

/** Rewrites of published address ranges into the list format: one CIDR a line, or CSV under a header. */
export type Normalise = (text: string) => string[];

/** One CIDR or address a line; comments are dropped. */
export const plainLines: Normalise = (text) =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');

/** Apple's `cidr,country,region,city,` without a header; regions are full ISO 3166-2 codes. */
export const appleRelay: Normalise = (text) => [
  'cidr,operator,country,region,city',
  ...plainLines(text).map((line) => {
    const [cidr = '', country = '', region = '', city = ''] = csvFields(line);
    return [cidr, 'iCloud Private Relay', country, region, quoted(city)].join(',');
  }),
];

/** AWS `ip-ranges.json`. */
export const awsRanges: Normalise = (text) => {
  const { prefixes, ipv6_prefixes } = JSON.parse(text) as {
    prefixes: { ip_prefix: string }[];
    ipv6_prefixes: { ipv6_prefix: string }[];
  };
  return unique([...prefixes.map((row) => row.ip_prefix), ...ipv6_prefixes.map((row) => row.ipv6_prefix)]);
};

/** Google's `cloud.json`. */
export const googleRanges: Normalise = (text) => {
  const { prefixes } = JSON.parse(text) as { prefixes: { ipv4Prefix?: string; ipv6Prefix?: string }[] };
  return unique(prefixes.flatMap(({ ipv4Prefix, ipv6Prefix }) => ipv4Prefix ?? ipv6Prefix ?? []));
};

/** Oracle's `public_ip_ranges.json`. */
export const oracleRanges: Normalise = (text) => {
  const { regions } = JSON.parse(text) as { regions: { cidrs: { cidr: string }[] }[] };
  return unique(regions.flatMap(({ cidrs }) => cidrs.map(({ cidr }) => cidr)));
};

/** Fastly's `public-ip-list`. */
export const fastlyRanges: Normalise = (text) => {
  const { addresses, ipv6_addresses } = JSON.parse(text) as { addresses: string[]; ipv6_addresses: string[] };
  return unique([...addresses, ...ipv6_addresses]);
};

/** Azure's `ServiceTags_Public_….json`. */
export const azureRanges: Normalise = (text) => {
  const { values } = JSON.parse(text) as { values: { properties: { addressPrefixes: string[] } }[] };
  return unique(values.flatMap(({ properties }) => properties.addressPrefixes));
};

const unique = (lines: string[]): string[] => [...new Set(lines)];

const quoted = (field: string): string => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
