import { kmBetween } from '../../kit/sphere.ts';
import type { Random } from '../random.ts';
import { type City, cityNamed, FOREIGN_CITIES, METROS } from './geography.ts';
import type { Operator, Path, VpnService } from './operators.ts';
import * as operators from './operators.ts';

/** A run of addresses of one operator in one place. */
export interface Block {
  /** First IPv4 address as a number; the lower `32 − bits` bits are zero. */
  base: number;
  bits: number;
  /** Its IPv6 sibling: three groups that begin a /40. */
  six: string;
  operator: Operator;
  path: Path;
  city: City;
  /** The VPN service behind it, where there is one. */
  service?: VpnService;
}

/** Where an address is and whose: the truth, which databases may have wrong. */
export interface Egress {
  ip: string;
  /** An IPv4 address without its last octet, as a number; −1 for IPv6. */
  slash24: number;
  block: Block;
}

/** Who has which addresses where. Everything that talks to us does so from one of these blocks. */
export interface AddressPlan {
  blocks: readonly Block[];
  /** Home providers of a city, each with the two prefixes its customers move between. */
  fixed(city: City): readonly (readonly [Block, Block])[];
  mobile(city: City): readonly Block[];
  carriers: readonly (readonly Block[])[];
  fixedWireless: readonly (readonly Block[])[];
  satellite: readonly Block[];
  inFlight: readonly Block[];
  venue(city: City): Block;
  businessLine(city: City): Block;
  hosting: readonly Block[];
  cloud: readonly Block[];
  exits(service: VpnService): readonly Block[];
  relay(city: City): Block;
  company: readonly Block[];
  /** What the company's egress is renumbered to when its vendor moves it; not in networks.csv. */
  companyNext: readonly Block[];
  sase: readonly Block[];
  /** An address of the block that nobody else is given. */
  lease(block: Block, random: Random): Egress;
}

/**
 * First octets by use: space assigned to the US Department of Defense that is not announced, so that no real
 * provider stands accused by a simulation; and 2d00::/8, which is not assigned to anybody.
 */
const SPACE = { fixed: 11, mobile: 21, wireless: 22, rented: 26, abroad: 28, shared: 30, satellite: 33 };

export function createAddressPlan(): AddressPlan {
  const blocks: Block[] = [];
  const next = new Map<number, number>();

  function block(
    octet: number,
    bits: number,
    path: Path,
    operator: Operator,
    city: City,
    service?: VpnService,
  ): Block {
    const size = 2 ** (32 - bits);
    const base = Math.ceil((next.get(octet) ?? octet * 2 ** 24) / size) * size;
    next.set(octet, base + size);
    const six = `2d00:${(blocks.length >> 8).toString(16)}:${((blocks.length & 255) << 8).toString(16)}`;
    const made = { base, bits, six, operator, path, city, ...(service && { service }) };
    blocks.push(made);
    return made;
  }
  const named = (octet: number, bits: number, path: Path, operator: Operator, names: readonly string[]) =>
    names.map((name) => block(octet, bits, path, operator, cityNamed(name)));

  const fixed = new Map<City, [Block, Block][]>();
  const mobile = new Map<City, Block[]>();
  const venue = new Map<City, Block>();
  const businessLine = new Map<City, Block>();
  const relay = new Map<City, Block>();
  for (const metro of METROS) {
    fixed.set(
      metro,
      operators
        .servesFixed(metro)
        .map((isp) => [
          block(SPACE.fixed, 20, 'fixed', isp, metro),
          block(SPACE.fixed, 20, 'fixed', isp, metro),
        ]),
    );
    venue.set(metro, block(SPACE.shared, 23, 'venue', operators.HOSPITALITY, metro));
    businessLine.set(metro, block(SPACE.shared, 22, 'fixed', operators.BUSINESS_LINE, metro));
    relay.set(metro, block(SPACE.shared, 25, 'relay', operators.RELAY, metro));
  }
  for (const city of FOREIGN_CITIES) {
    const local = operators.foreignOperators(city);
    fixed.set(
      city,
      local.fixed.map((isp) => [
        block(SPACE.abroad, 20, 'fixed', isp, city),
        block(SPACE.abroad, 20, 'fixed', isp, city),
      ]),
    );
    mobile.set(city, [block(SPACE.abroad, 22, 'mobile', local.mobile, city)]);
    venue.set(city, block(SPACE.abroad, 23, 'venue', local.venue, city));
    businessLine.set(city, block(SPACE.abroad, 22, 'fixed', local.fixed[0], city));
    relay.set(city, block(SPACE.abroad, 25, 'relay', operators.RELAY, city));
  }
  const carriers = operators.CARRIERS.map(({ operator, gateways }) =>
    named(SPACE.mobile, 22, 'mobile', operator, gateways),
  );
  const fixedWireless = operators.CARRIERS.slice(0, 2).map(({ operator, gateways }) =>
    named(SPACE.wireless, 22, 'fixed-wireless', operator, gateways),
  );
  const hosting = operators.HOSTING.flatMap(({ operator, cities }) =>
    named(SPACE.rented, 22, 'hosting', operator, cities),
  );
  const exits = new Map<VpnService, Block[]>();
  for (const service of [
    ...operators.PRIVACY_VPNS,
    operators.OPERATOR_VPN,
    operators.UNLISTED_OPERATOR_VPN,
  ]) {
    exits.set(
      service,
      service.exits.map((name) => {
        const city = cityNamed(name);
        const landlord =
          operators.HOSTING.find(({ cities }) => cities.includes(name)) ?? operators.HOSTING[0]!;
        return block(SPACE.rented, 26, 'vpn', landlord.operator, city, service);
      }),
    );
  }
  const leased = new Set<number>();

  return {
    blocks,
    fixed: (city) => fixed.get(city)!,
    mobile: (city) => mobile.get(city) ?? carriers.flat(),
    carriers,
    fixedWireless,
    satellite: named(SPACE.satellite, 22, 'satellite', operators.SATELLITE, operators.SATELLITE_SITES),
    inFlight: named(SPACE.satellite, 24, 'in-flight', operators.IN_FLIGHT, operators.IN_FLIGHT_SITES),
    venue: (city) => venue.get(city)!,
    businessLine: (city) => businessLine.get(city)!,
    hosting,
    cloud: named(SPACE.rented, 23, 'hosting', operators.CLOUD, operators.CLOUD_REGIONS),
    exits: (service) => exits.get(service)!,
    relay: (city) => relay.get(city)!,
    company: named(SPACE.shared, 28, 'corporate', operators.COMPANY, operators.COMPANY_SITES),
    companyNext: named(SPACE.shared, 28, 'corporate', operators.COMPANY, operators.COMPANY_SITES),
    sase: named(SPACE.shared, 26, 'sase', operators.SASE, operators.SASE_SITES),
    lease(from, random) {
      const size = 2 ** (32 - from.bits);
      for (let tries = 0; ; tries++) {
        const host = random.int(1, size - 2);
        if (leased.has(from.base + host) && tries < 100) continue;
        leased.add(from.base + host);
        return addressIn(from, host);
      }
    },
  };
}

/** The address that many steps above the block's first, wrapped into the block. */
export function addressIn(block: Block, host: number): Egress {
  const value = block.base + (host % 2 ** (32 - block.bits));
  return {
    ip: `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`,
    slash24: value >>> 8,
    block,
  };
}

/** An IPv6 address in the block's /40: `site` (16 bits) numbers the customer, `host` (32 bits) the interface. */
export function sixIn(block: Block, site: number, host: number): Egress {
  const [a, b, c] = block.six.split(':') as [string, string, string];
  const third = (Number.parseInt(c, 16) + ((site >> 8) & 255)).toString(16);
  const fourth = ((site & 255) << 8).toString(16);
  return {
    ip: `${a}:${b}:${third}:${fourth}::${(host >>> 16).toString(16)}:${(host & 0xffff).toString(16)}`,
    slash24: -1,
    block,
  };
}

export function nearest(blocks: readonly Block[], city: City): Block {
  return blocks.reduce((best, block) =>
    kmBetween(block.city, city) < kmBetween(best.city, city) ? block : best,
  );
}
