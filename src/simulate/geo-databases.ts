import { kmBetween } from '../kit/sphere.ts';
import { double, type MmdbRow, type MmdbValue, writeMmdb } from './mmdb-writer.ts';
import type { Random } from './random.ts';
import { addressIn, type Block } from './world/address-plan.ts';
import { type City, cityNamed, FOREIGN_CITIES, METROS } from './world/geography.ts';
import { BUSINESS_LINE, type Path } from './world/operators.ts';
import type { World } from './world/world.ts';

export interface DatabaseFile {
  name: string;
  bytes: Buffer;
}

/** Where a database holds a run of addresses to be, and how sure it says it is. */
export interface Estimate {
  cidr: string;
  city: City;
  latitude: number;
  longitude: number;
  radiusKm: number;
}

/** Kilometres of accuracy that the database claims, by path. */
const RADIUS: Record<Path, readonly number[]> = {
  fixed: [5, 10, 20, 50],
  mobile: [200, 500, 1000],
  'fixed-wireless': [100, 200, 500],
  satellite: [500, 1000],
  'in-flight': [1000],
  venue: [5, 20, 50],
  hosting: [20, 500, 1000],
  vpn: [20, 500, 1000],
  relay: [50, 100],
  corporate: [5, 20],
  sase: [20, 1000],
};

const CONNECTION: Record<Path, string> = {
  fixed: 'Cable/DSL',
  mobile: 'Cellular',
  'fixed-wireless': 'Cellular',
  satellite: 'Satellite',
  'in-flight': 'Satellite',
  venue: 'Cable/DSL',
  hosting: 'Corporate',
  vpn: 'Corporate',
  relay: 'Corporate',
  corporate: 'Corporate',
  sase: 'Corporate',
};

/** Where the location database has every block, and which /24s it has wrong. */
export function surveyBlocks(
  world: World,
  errors: boolean,
  random: Random,
): { estimates: Estimate[]; misplaced: Set<number> } {
  const misplaced = new Set<number>();
  const estimates = world.plan.blocks.flatMap((block) => estimate(block, errors, misplaced, random));
  return { estimates, misplaced };
}

/** City, ASN, anonymiser and connection databases of the plan, in MaxMind's schemas; the errors are in the city one only. */
export function writeDatabases(world: World, estimates: readonly Estimate[]): DatabaseFile[] {
  const { blocks } = world.plan;
  const buildEpoch = (world.from - 3) * 86_400;
  const options = { buildEpoch, ipVersion: 6 } as const;
  const row = cityRow(createPlaces());
  const city = writeMmdb(estimates.map(row), { ...options, databaseType: 'GeoIP2-City' });
  const files = [
    { name: 'city.mmdb', bytes: city },
    {
      name: 'asn.mmdb',
      bytes: writeMmdb(blocks.flatMap(asnRows), { ...options, databaseType: 'GeoLite2-ASN' }),
    },
    {
      name: 'anonymous.mmdb',
      bytes: writeMmdb([...blocks.flatMap(anonymousRows), ...world.knownProxies.map(proxyRow)], {
        ...options,
        databaseType: 'GeoIP2-Anonymous-IP',
      }),
    },
    {
      name: 'connection-type.mmdb',
      bytes: writeMmdb(
        blocks.flatMap((block) => both(block, { connection_type: CONNECTION[block.path] })),
        { ...options, databaseType: 'GeoIP2-Connection-Type' },
      ),
    },
  ];
  if (!world.moved) return files;
  const shenyang = cityNamed('Shenyang');
  const moved = estimates.filter(({ cidr }) => within(cidr, world.moved!.block));
  const rows = [
    ...estimates,
    ...moved.map((row) => ({ ...row, city: shenyang, latitude: 41.79, longitude: 123.43 })),
  ];
  const bytes = writeMmdb(rows.map(row), {
    ...options,
    buildEpoch: world.moved.from * 86_400,
    databaseType: 'GeoIP2-City',
  });
  return [...files, { name: 'city-moved.mmdb', bytes }];
}

function within(cidr: string, block: Block): boolean {
  const octets = cidr.split('/')[0]!.split('.').map(Number);
  if (octets.length !== 4) return false;
  const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return value >= block.base && value < block.base + 2 ** (32 - block.bits);
}

/** One row for each /22 of a block and its IPv6 prefix, and the /24s that the database has wrong. */
function estimate(block: Block, errors: boolean, misplaced: Set<number>, random: Random): Estimate[] {
  const at = (cidr: string, city: City): Estimate => ({
    cidr,
    city,
    latitude: round(city.latitude + random.normal(0, 0.06)),
    longitude: round(city.longitude + random.normal(0, 0.06)),
    radiusKm: random.pick(RADIUS[block.path]),
  });
  const size = 2 ** (32 - block.bits);
  const step = Math.min(size, 1024);
  const relayed = block.path === 'relay' && errors && random.chance(0.3);
  const city = relayed ? wrongCity(block.city, 300, 1600, random) : block.city;
  const rows = [at(`${block.six}::/40`, city)];
  for (let host = 0; host < size; host += step) {
    rows.push(at(`${addressIn(block, host).ip}/${32 - Math.log2(step)}`, city));
  }
  if (!errors || block.path !== 'fixed' || block.operator === BUSINESS_LINE) return rows;
  for (let host = 0; host < size; host += 256) {
    const wrong = mistake(block.city, random);
    if (!wrong) continue;
    const { ip, slash24 } = addressIn(block, host);
    misplaced.add(slash24);
    rows.push(at(`${ip}/24`, wrong));
  }
  return rows;
}

/** 0.5 % of home prefixes more than 500 km off, 1 % in a neighbouring region, 0.02 % in another country. */
function mistake(city: City, random: Random): City | undefined {
  const draw = random.next();
  if (draw < 0.0002) return random.pick(FOREIGN_CITIES);
  if (draw < 0.0052) return wrongCity(city, 500, 4500, random);
  return draw < 0.0152 ? wrongCity(city, 50, 500, random) : undefined;
}

function wrongCity(city: City, min: number, max: number, random: Random): City {
  const others = METROS.filter((metro) => {
    const km = kmBetween(metro, city);
    return km >= min && km <= max;
  });
  return others.length > 0 ? random.pick(others) : city;
}

const round = (degrees: number): number => Math.round(degrees * 1e4) / 1e4;

const CONTINENTS: Record<string, string> = {
  AF: 'Africa',
  AS: 'Asia',
  EU: 'Europe',
  NA: 'North America',
  OC: 'Oceania',
  SA: 'South America',
};

/** Stands in for GeoNames' number; only equality matters. */
const geonameId = (text: string): number => {
  let id = 7;
  for (const letter of text) id = (id * 31 + letter.codePointAt(0)!) % 8_000_000;
  return id + 1_000_000;
};

type Places = (city: City) => Record<string, MmdbValue>;

/** What rows of one city have in common, made once: equal objects are then found equal at a glance. */
function createPlaces(): Places {
  const made = new Map<City, Record<string, MmdbValue>>();
  return (city) => {
    const known = made.get(city);
    if (known) return known;
    const country = {
      geoname_id: geonameId(city.country),
      iso_code: city.country,
      names: { en: city.countryName },
    };
    const place = {
      city: { geoname_id: geonameId(`${city.city}/${city.region}`), names: { en: city.city } },
      continent: {
        code: city.continent,
        geoname_id: geonameId(city.continent),
        names: { en: CONTINENTS[city.continent]! },
      },
      country,
      ...(city.postalPrefix && { postal: { code: `${city.postalPrefix}01` } }),
      registered_country: country,
      subdivisions: [
        {
          geoname_id: geonameId(`${city.country}-${city.region}`),
          iso_code: city.region,
          names: { en: city.regionName },
        },
      ],
    };
    made.set(city, place);
    return place;
  };
}

const cityRow =
  (places: Places) =>
  ({ cidr, city, latitude, longitude, radiusKm }: Estimate): MmdbRow => ({
    cidr,
    value: {
      ...places(city),
      location: {
        accuracy_radius: radiusKm,
        latitude: double(latitude),
        longitude: double(longitude),
        time_zone: city.timeZone,
      },
    },
  });

/** The block's IPv4 and IPv6 prefixes with the same value. */
function both(block: Block, value: MmdbValue): MmdbRow[] {
  return [
    { cidr: `${addressIn(block, 0).ip}/${block.bits}`, value },
    { cidr: `${block.six}::/40`, value },
  ];
}

const asnRows = (block: Block): MmdbRow[] =>
  both(block, {
    autonomous_system_number: block.operator.asn,
    autonomous_system_organization: block.operator.name,
  });

function anonymousRows(block: Block): MmdbRow[] {
  if (block.path === 'vpn' && block.service?.listed) {
    return both(block, { is_anonymous: true, is_anonymous_vpn: true, is_hosting_provider: true });
  }
  if (block.path !== 'hosting' && block.path !== 'vpn') return [];
  return both(block, { is_anonymous: true, is_hosting_provider: true });
}

const proxyRow = (ip: string): MmdbRow => ({
  cidr: `${ip}/${ip.includes(':') ? 128 : 32}`,
  value: { is_anonymous: true, is_residential_proxy: true },
});
