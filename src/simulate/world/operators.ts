import { FOREIGN_CITIES } from './foreign-cities.ts';
import type { City } from './geography.ts';

/** How traffic reaches us: what enrichment should find out about an address, and what the truth says. */
export type Path =
  | 'fixed'
  | 'mobile'
  | 'fixed-wireless'
  | 'satellite'
  | 'in-flight'
  | 'venue'
  | 'hosting'
  | 'vpn'
  | 'relay'
  | 'corporate'
  | 'sase';

export interface Operator {
  /** From the range for private use (RFC 6996): no real network is meant. */
  asn: number;
  name: string;
}

let nextAsn = 4_200_000_101;
const operator = (name: string): Operator => ({ asn: nextAsn++, name });

/** Internet providers for homes, with the states they serve; without states they serve all. */
export const FIXED_PROVIDERS: readonly { operator: Operator; states?: readonly string[] }[] = [
  { operator: operator('Meridian Broadband') },
  { operator: operator('Bluestem Fiber') },
  { operator: operator('Homestead DSL') },
  { operator: operator('Northlight Cable'), states: ['NY', 'CT', 'MA', 'ME', 'RI', 'PA'] },
  { operator: operator('Hudson Valley Fiber'), states: ['NY', 'CT'] },
  { operator: operator('Chesapeake Broadband'), states: ['MD', 'DC', 'VA', 'PA'] },
  { operator: operator('Piedmont Online'), states: ['NC', 'SC', 'VA', 'TN', 'KY', 'GA'] },
  { operator: operator('Gulfline Communications'), states: ['FL', 'AL', 'MS', 'LA', 'GA'] },
  { operator: operator('Palmetto Cable'), states: ['FL', 'SC', 'GA'] },
  { operator: operator('Lakeshore Cable'), states: ['IL', 'IN', 'MI', 'OH', 'WI'] },
  { operator: operator('Prairie Telecom'), states: ['ND', 'MN', 'NE', 'IA', 'KS', 'OK', 'WI', 'MO', 'AR'] },
  { operator: operator('Lone Star Fiber'), states: ['TX', 'OK'] },
  { operator: operator('Summit Cable'), states: ['CO', 'UT', 'NM', 'MT', 'ID'] },
  { operator: operator('Golden Coast Fiber'), states: ['CA', 'NV', 'AZ'] },
  { operator: operator('Mojave Broadband'), states: ['CA', 'NV', 'AZ', 'NM'] },
  { operator: operator('Cascade Internet'), states: ['WA', 'OR', 'ID', 'MT', 'AK', 'HI'] },
];

export const servesFixed = (metro: City) =>
  FIXED_PROVIDERS.filter(({ states }) => !states || states.includes(metro.region)).map((p) => p.operator);

export const BUSINESS_LINE = operator('Meridian Business');
export const HOSPITALITY = operator('Lodgeline Guest Networks');
export const SATELLITE = operator('Skylark Satellite');
export const SATELLITE_SITES = [
  'Seattle',
  'Los Angeles',
  'Denver',
  'Dallas',
  'Chicago',
  'Atlanta',
  'New York',
  'Miami',
  'Salt Lake City',
  'Kansas City',
];
export const IN_FLIGHT = operator('Aeronet In-Flight');
export const IN_FLIGHT_SITES = ['Denver', 'Chicago', 'Atlanta', 'Phoenix', 'New York', 'Seattle'];

/** Carriers and the few gateways behind which all their phones stand. */
export const CARRIERS: readonly { operator: Operator; gateways: readonly string[] }[] = [
  {
    operator: operator('Starling Mobile'),
    gateways: ['New York', 'Atlanta', 'Dallas', 'Chicago', 'Los Angeles', 'Seattle'],
  },
  {
    operator: operator('Unity Wireless'),
    gateways: ['Philadelphia', 'Charlotte', 'Houston', 'Minneapolis', 'San Francisco', 'Denver'],
  },
  {
    operator: operator('Pulse Cellular'),
    gateways: ['Washington', 'Miami', 'Kansas City', 'Detroit', 'Phoenix', 'Sacramento'],
  },
];

/** Data centres to rent from, with the cities they stand in. */
export const HOSTING: readonly { operator: Operator; cities: readonly string[] }[] = [
  { operator: operator('Ironwood Servers'), cities: ['Los Angeles', 'Dallas', 'New York'] },
  { operator: operator('Copperline Hosting'), cities: ['Chicago', 'Buffalo'] },
  { operator: operator('Redshift Colocation'), cities: ['Los Angeles', 'San Jose', 'Denver'] },
  { operator: operator('Stackyard'), cities: ['Atlanta', 'Miami', 'Seattle'] },
  { operator: operator('Brightrack Dedicated'), cities: ['Dallas', 'Kansas City'] },
  { operator: operator('Tallgrass Virtual'), cities: ['Phoenix', 'Las Vegas', 'Salt Lake City'] },
  { operator: operator('Harborgate Cloud'), cities: ['New York', 'Washington', 'Amsterdam', 'London'] },
  { operator: operator('Pacific Edge Hosting'), cities: ['Hong Kong', 'Singapore', 'Tokyo', 'San Jose'] },
  { operator: operator('Volga Data'), cities: ['Moscow'] },
];

/** Rented development machines and virtual desktops of the company itself. */
export const CLOUD = operator('Nimbus Compute');
export const CLOUD_REGIONS = ['Washington', 'Columbus', 'Portland', 'San Jose'];

export interface VpnService {
  name: string;
  /** Whether VPN lists and the anonymiser database know its exits. */
  listed: boolean;
  exits: readonly string[];
}

/** Consumer services that staff use for privacy. */
export const PRIVACY_VPNS: readonly VpnService[] = [
  {
    name: 'Burrow VPN',
    listed: true,
    exits: ['New York', 'Chicago', 'Dallas', 'Los Angeles', 'Miami', 'Amsterdam', 'London', 'Hong Kong'],
  },
  {
    name: 'Sable VPN',
    listed: true,
    exits: ['Seattle', 'Denver', 'Atlanta', 'New York', 'San Jose', 'Amsterdam', 'Singapore', 'Moscow'],
  },
  { name: 'Quietlane', listed: false, exits: ['Los Angeles', 'Chicago', 'Washington', 'London'] },
];

/** The service most cited in public reports on operators, once as lists know it and once with exits that none has. */
export const OPERATOR_VPN: VpnService = {
  name: 'Astrill',
  listed: true,
  exits: ['Los Angeles', 'Dallas', 'New York', 'Chicago', 'San Jose', 'Seattle', 'Las Vegas', 'Atlanta'],
};
export const UNLISTED_OPERATOR_VPN: VpnService = { ...OPERATOR_VPN, listed: false };

export const RELAY = operator('Veil Private Relay');
export const COMPANY = operator('Example Corp');
export const COMPANY_SITES = ['New York', 'Denver', 'San Francisco'];
export const SASE = operator('Zephyr Secure Edge');
export const SASE_SITES = [
  'New York',
  'Atlanta',
  'Dallas',
  'Chicago',
  'Los Angeles',
  'Seattle',
  'Miami',
  'Denver',
  'London',
  'Singapore',
];

/** Two home providers, a carrier and a hotel network of one country, met in all its cities. */
export interface ForeignOperators {
  fixed: readonly [Operator, Operator];
  mobile: Operator;
  venue: Operator;
}

const FOREIGN = new Map<string, ForeignOperators>(
  [...new Set(FOREIGN_CITIES.map((city) => city.countryName))].map((country) => [
    country,
    {
      fixed: [operator(`${country} Telecom`), operator(`${country} Cable`)],
      mobile: operator(`${country} Mobile`),
      venue: operator(`${country} Hotels Online`),
    },
  ]),
);

export const foreignOperators = (city: City): ForeignOperators => FOREIGN.get(city.countryName)!;
