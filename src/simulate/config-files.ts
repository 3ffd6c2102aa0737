import { dayText } from '../kit/time.ts';
import type { Worker } from './population/worker.ts';
import type { Random } from './random.ts';
import { addressIn } from './world/address-plan.ts';
import type { City } from './world/geography.ts';
import { OPERATOR_VPN, PRIVACY_VPNS } from './world/operators.ts';
import type { World } from './world/world.ts';

export interface TextFile {
  name: string;
  text: string;
}

/** Everything in the configuration folder but the databases: what the company knows of its own staff and networks. */
export function configFiles(workers: readonly Worker[], world: World, random: Random): TextFile[] {
  const lists = [...PRIVACY_VPNS, OPERATOR_VPN].filter(({ listed }) => listed);
  return [
    {
      name: 'homeport.yaml',
      text: homeportYaml(
        world,
        lists.map(({ name }) => name),
      ),
    },
    { name: 'roster.csv', text: roster(workers, random) },
    { name: 'travel.csv', text: travel(workers) },
    { name: 'networks.csv', text: networks(world) },
    ...lists.map((service) => ({
      name: listFile(service.name),
      text: world.plan
        .exits(service)
        .map((block) => `${addressIn(block, 0).ip}/${block.bits}\n${block.six}::/40\n`)
        .join(''),
    })),
  ];
}

const listFile = (service: string): string => `${service.toLowerCase().replaceAll(' ', '-')}.txt`;

function homeportYaml(world: World, services: readonly string[]): string {
  const { moved } = world;
  const city = moved
    ? [
        '  city:',
        `    - { file: city.mmdb, from: ${dayText(world.from - 3)} }`,
        `    - { file: city-moved.mmdb, from: ${dayText(moved.from)} }`,
        `    - { file: city.mmdb, from: ${dayText(moved.to)} }`,
      ]
    : ['  city: city.mmdb'];
  return [
    'roster: { workers: roster.csv, travel: travel.csv }',
    'networks: [{ file: networks.csv }]',
    'geo:',
    ...city,
    '  asn: asn.mmdb',
    '  anonymous: anonymous.mmdb',
    '  connectionType: connection-type.mmdb',
    'lists:',
    ...services.map(
      (name) =>
        `  - { file: ${listFile(name)}, kind: vpn, operator: ${name}, date: ${dayText(world.to - 2)} }`,
    ),
    'identity: { domains: [example.com, CORP] }',
    '',
  ].join('\n');
}

const cell = (value: string | number | undefined): string => {
  const text = String(value ?? '');
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const csv = (header: string, rows: readonly (readonly (string | number | undefined)[])[]): string =>
  `${[header, ...rows.map((row) => row.map(cell).join(','))].join('\n')}\n`;

const ROSTER =
  'worker_id,email,aliases,name,employment_type,group,start_date,end_date,country,region,city,latitude,longitude,time_zone,valid_from,device_ids,household_id,ship_to';

/** Some places with coordinates, some by name alone, as people fill in such tables. */
function roster(workers: readonly Worker[], random: Random): string {
  const rows = workers.flatMap((worker) => {
    const exact = random.chance(0.7);
    const aliases = worker.rename ? [worker.login, worker.rename.login] : [worker.login];
    const email = currentEmail(worker);
    const all = worker.rename ? [worker.email, ...aliases] : aliases;
    const person = [
      worker.id,
      email,
      all.join(';'),
      worker.name,
      worker.employmentType,
      worker.group,
      dayText(worker.startDay),
      worker.endDay === undefined ? '' : dayText(worker.endDay),
    ];
    const rest = [`${worker.laptop.id};${worker.phone.id}`, worker.householdId, shipTo(worker)];
    if (worker.claims.length === 0) return [[...person, '', '', '', '', '', '', '', ...rest]];
    return worker.claims.map(({ city, validFrom }) => [
      ...person,
      city.country,
      city.region,
      city.city,
      exact ? city.latitude : '',
      exact ? city.longitude : '',
      exact ? city.timeZone : '',
      validFrom === undefined ? '' : dayText(validFrom),
      ...rest,
    ]);
  });
  return csv(ROSTER, rows);
}

const currentEmail = ({ rename, email }: Worker): string => (rename ? `${rename.login}@example.com` : email);

const shipTo = ({ shipTo: city, claims }: Worker): string => {
  const place: City | undefined = city ?? claims[0]?.city;
  return place ? `${place.city}, ${place.region}` : '';
};

const travel = (workers: readonly Worker[]): string =>
  csv(
    'email,country,region,city,from,to',
    workers.flatMap((worker) =>
      worker.travel.map(({ city, from, to }) => [
        currentEmail(worker),
        city.country,
        city.region,
        city.city,
        dayText(from),
        dayText(to),
      ]),
    ),
  );

function networks({ plan }: World): string {
  const row = (kind: string, label: string, place: boolean) => (block: (typeof plan.blocks)[number]) => {
    const where = place ? [block.city.country, block.city.region, block.city.city] : ['', '', ''];
    return [
      [`${addressIn(block, 0).ip}/${block.bits}`, kind, label, ...where],
      [`${block.six}::/40`, kind, label, ...where],
    ];
  };
  return csv('cidr,kind,label,country,region,city', [
    ...plan.company.flatMap(row('corporate', 'Company egress', true)),
    ...plan.cloud.flatMap(row('corporate', 'Cloud desktops', false)),
    ...plan.sase.flatMap(row('sase', 'Security edge', false)),
    ...plan.blocks.filter(({ path }) => path === 'relay').flatMap(row('relay', 'Private relay', true)),
  ]);
}
