import ipaddr from 'ipaddr.js';

/** An address as written in a log; `ip` is canonical: compressed IPv6, v4-mapped IPv6 as IPv4, no zone id. */
export interface Address {
  ip: string;
  port?: number;
}

const DOTTED = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:[:/](\d{1,5}))?$/;
const BRACKETED = /^\[([^\]]+)\](?:[:/](\d{1,5}))?$/;
/** More than any address with its brackets, zone id and port takes. */
const LONGEST = 80;
const SLASHED = /^([^/]+)\/(\d{1,5})$/;

/**
 * Reads an address, alone or with a port glued on: `192.0.2.1:443`, `192.0.2.1/443`, `[2001:db8::1]:443`,
 * `2001:db8::1/443`. Undefined for host names, and for what logs write when there is none: `0.0.0.0`, `::`, `N/A`,
 * `(null)`, `<>`, nothing.
 */
export function parseAddress(text: string): Address | undefined {
  if (isPlainV4(text)) return address(text, undefined);
  if (text.length > LONGEST) return undefined;
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

/** Whether the text is a canonical IPv4 address, as nearly all are: no port, no padding. */
function isPlainV4(text: string): boolean {
  if (text.length > 15) return false;
  let octets = 0;
  let value = -1; // no digit of this octet read yet
  for (let at = 0; at <= text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      if (value === 0) return false;
      value = value < 0 ? digit : value * 10 + digit;
    } else {
      if (value < 0 || value > 255 || (at < text.length && text[at] !== '.')) return false;
      octets += 1;
      value = -1;
    }
  }
  return octets === 4;
}

// Addresses repeat, and reading a long one costs microseconds.
const canonical = new Map<string, string | undefined>();
const REMEMBERED = 10_000;

function canonicalV6(text: string): string | undefined {
  if (canonical.has(text)) return canonical.get(text);
  const [bare = ''] = text.split('%');
  const parsed = ipaddr.IPv6.isValid(bare) ? ipaddr.IPv6.parse(bare) : undefined;
  const ip = (parsed?.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed)?.toString();
  if (canonical.size >= REMEMBERED) canonical.clear();
  canonical.set(Buffer.from(text).toString(), ip); // a copy: a slice would keep its whole line alive
  return ip;
}

function address(ip: string | undefined, digits: string | undefined): Address | undefined {
  if (ip === undefined || ip === '0.0.0.0' || ip === '::') return undefined;
  const port = Number(digits ?? 0);
  if (port > 65_535) return undefined;
  return port === 0 ? { ip } : { ip, port };
}
