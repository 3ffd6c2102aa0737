import ipaddr from 'ipaddr.js';

/** An address as written in a log; `ip` is canonical: compressed IPv6, v4-mapped IPv6 as IPv4, no zone id. */
export interface Address {
  ip: string;
  port?: number;
}

const DOTTED = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:[:/](\d{1,5}))?$/;
const BRACKETED = /^\[([^\]]+)\](?:[:/](\d{1,5}))?$/;
const SLASHED = /^([^/]+)\/(\d{1,5})$/;

/**
 * Reads an address, alone or with a port glued on: `192.0.2.1:443`, `192.0.2.1/443`, `[2001:db8::1]:443`,
 * `2001:db8::1/443`. Undefined for host names, and for what logs write when there is none: `0.0.0.0`, `::`, `N/A`,
 * `(null)`, `<>`, nothing.
 */
export function parseAddress(text: string): Address | undefined {
  const written = text.trim();
  const dotted = DOTTED.exec(written);
  if (dotted) {
    // Octets are decimal even when padded with zeros, which ipaddr.js would read as octal.
    const octets = [Number(dotted[1]), Number(dotted[2]), Number(dotted[3]), Number(dotted[4])];
    return octets.every((octet) => octet <= 255) ? address(octets.join('.'), dotted[5]) : undefined;
  }
  if (!written.includes(':')) return undefined;
  const glued = BRACKETED.exec(written) ?? SLASHED.exec(written);
  return glued ? address(canonicalV6(glued[1]!), glued[2]) : address(canonicalV6(written), undefined);
}

function canonicalV6(text: string): string | undefined {
  const [bare = ''] = text.split('%');
  if (!ipaddr.IPv6.isValid(bare)) return undefined;
  const parsed = ipaddr.IPv6.parse(bare);
  return (parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed).toString();
}

function address(ip: string | undefined, digits: string | undefined): Address | undefined {
  if (ip === undefined || ip === '0.0.0.0' || ip === '::') return undefined;
  const port = Number(digits ?? 0);
  if (port > 65_535) return undefined;
  return port === 0 ? { ip } : { ip, port };
}
