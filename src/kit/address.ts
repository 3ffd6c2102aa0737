import ipaddr from 'ipaddr.js';

/** Whether a canonical address lies in a block such as `198.51.100.0/24`; never across IPv4 and IPv6. */
export function inBlock(ip: string, cidr: string): boolean {
  const address = ipaddr.parse(ip);
  const [block, bits] = ipaddr.parseCIDR(cidr);
  return address.kind() === block.kind() && address.match(block, bits);
}

/**
 * The /24 (IPv4) or /48 (IPv6) around a canonical address: about what one operator hands out in one area, and what a
 * location database moves as a whole.
 */
export function blockAround(ip: string): string {
  if (!ip.includes(':')) return `${ip.slice(0, ip.lastIndexOf('.'))}.0/24`;
  const [first = 0, second = 0, third = 0] = ipaddr.IPv6.parse(ip).parts;
  return `${[first, second, third].map((part) => part.toString(16)).join(':')}::/48`;
}
