import ipaddr from 'ipaddr.js';

const hex = (part: number): string => part.toString(16);

/** What one subscriber's line shows of a canonical address: the IPv4 address, or the /64 that an IPv6 home has to itself. */
export function lineOf(ip: string): string {
  if (!ip.includes(':')) return ip;
  let network = ip.split(':', 4);
  // An empty part is a run of zeros left out within the network's half.
  if (network.includes('')) network = ipaddr.IPv6.parse(ip).parts.slice(0, 4).map(hex);
  return `${network.join(':')}::/64`;
}

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
  return `${[first, second, third].map(hex).join(':')}::/48`;
}
