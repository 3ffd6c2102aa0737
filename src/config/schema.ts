import { z } from 'zod';
import { isZone } from '../event/time.ts';
import type { AnyDetector } from '../kit/define.ts';
import { isDay } from './column.ts';

/** Whether a detector's findings count: not at all, recorded but shown to nobody, or as alerts. */
export const Mode = z.enum(['off', 'shadow', 'on']);
export type Mode = z.infer<typeof Mode>;

/** Where a secret is kept: an environment variable or a file. The settings never hold one themselves. */
export const Secret = z.union(
  [z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })],
  { error: 'a secret must not stand here: write { env: NAME } or { file: path }' },
);
export type Secret = z.infer<typeof Secret>;

const Path = z.string().min(1);
const Day = z.string().refine(isDay, { error: 'expected a date, YYYY-MM-DD' });

const Roster = z.strictObject({
  workers: Path.optional().describe('Who works here, and from where. Absent: roster.csv, if there is one.'),
  travel: Path.optional().describe('Approved travel. Absent: travel.csv, if there is one.'),
});

const Networks = z.array(
  z.strictObject({ file: Path.describe('A table with the columns cidr,kind,label,country,region,city.') }),
);

const Database = z.union([Path, z.array(z.strictObject({ file: Path, from: Day })).min(1)], {
  error: 'expected a file, or a list of { file, from }',
});
const database = (description: string, ...examples: unknown[]) =>
  Database.optional().describe(description).meta({ examples });
const Geo = z.strictObject({
  city: database('Places (City schema).', 'city.mmdb', [
    { file: 'city-2026-01.mmdb', from: '2026-01-01' },
    { file: 'city-2026-07.mmdb', from: '2026-07-01' },
  ]),
  enterprise: database('Places and networks at once (Enterprise schema).', 'enterprise.mmdb'),
  asn: database('Networks and their operators (ASN schema).', 'asn.mmdb'),
  isp: database('The same, with more detail (ISP schema).', 'isp.mmdb'),
  anonymous: database('VPNs, proxies and Tor (Anonymous IP schema).', 'anonymous.mmdb'),
  connectionType: database(
    'Cable, cellular, corporate, satellite (Connection Type schema).',
    'connection-type.mmdb',
  ),
});

const FileSource = z.strictObject({
  type: z.literal('file'),
  path: Path.describe('A log file, or a pattern with * for many; followed as they grow.'),
  source: z.string().min(1).optional().describe('The format. Absent: detected.'),
  zone: z
    .string()
    .refine(isZone, { error: 'expected a time zone, for example America/New_York or +02:00' })
    .optional()
    .describe('Time zone of stamps that name none. Absent: UTC.'),
});
export type FileSource = z.infer<typeof FileSource>;

const AddressList = z.strictObject({
  file: Path.describe('CIDRs, one a line, or a CSV with first_seen and last_seen.'),
  kind: z.enum(['vpn', 'proxy', 'residential-proxy', 'tor', 'relay', 'hosting']),
  operator: z.string().min(1).optional().describe('The service, where all the addresses are of one.'),
  date: Day.optional().describe("When the list was made. Absent: its own date, or else its file's."),
});
export type AddressList = z.infer<typeof AddressList>;

const Identity = z.strictObject({
  domains: z
    .array(z.string().min(1))
    .optional()
    .describe(
      "E-mail and Windows domains in which a user name is a worker's own. Absent: those of the roster's addresses.",
    )
    .meta({ examples: [['example.com', 'CORP']] }),
  ignore_accounts: z
    .array(z.string().min(1))
    .default([])
    .describe('User names that belong to nobody; * stands for anything.')
    .meta({ examples: [['svc-*']] }),
});

/** `90d` → 90. */
const days = (standard: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,4}d$/, { error: 'expected a number of days, for example 90d' })
    .transform((text) => Number(text.slice(0, -1)))
    .prefault(standard);

const Retention = z.strictObject({
  raw: days('90d').describe('Records as they came.'),
  events: days('180d').describe('Login events.'),
  alerts: days('400d').describe('Alerts and cases.'),
});

const noPassword =
  'expected an http:// or https:// URL without a password; or one kept as { env: NAME } or { file: path }';
const ProxyUrl = z
  .url({ protocol: /^https?$/, error: noPassword })
  .refine((url) => new URL(url).password === '', { error: noPassword });
const Http = z.strictObject({
  proxy: z
    .union([ProxyUrl, Secret], { error: noPassword })
    .optional()
    .describe('The way out.')
    .meta({ examples: ['http://proxy.example.com:3128'] }),
  ca: Path.optional()
    .describe('Certificates to trust besides the usual ones, PEM.')
    .meta({ examples: ['ca.pem'] }),
});

/** Everything that `homeport.yaml` may hold, but for the detectors. */
export const GeneralSettings = z.strictObject({
  roster: Roster.prefault({})
    .describe('The workers, and where they say they are.')
    .meta({ examples: [{ workers: 'roster.csv', travel: 'travel.csv' }] }),
  networks: Networks.optional()
    .describe(
      'What you know of addresses: offices, SASE, relays, venues. Absent: networks.csv, if there is one.',
    )
    .meta({ examples: [[{ file: 'networks.csv' }]] }),
  geo: Geo.prefault({}).describe(
    'MaxMind-format databases. Absent: the embedded data. A list of { file, from } picks by the time of the event.',
  ),
  sources: z
    .array(z.discriminatedUnion('type', [FileSource]))
    .default([])
    .describe('Where logs come from while `homeport serve` runs.')
    .meta({ examples: [[{ type: 'file', path: '/var/log/okta/*.ndjson', source: 'okta', zone: 'UTC' }]] }),
  lists: z
    .array(AddressList)
    .default([])
    .describe('Lists of VPN, proxy, Tor, relay and hosting addresses.')
    .meta({ examples: [[{ file: 'vpn.txt', kind: 'vpn', operator: 'Example VPN', date: '2026-11-01' }]] }),
  identity: Identity.prefault({}).describe('How user names become workers.'),
  suppressions: Path.optional()
    .describe('Alerts to hide, dated, with author and reason. Absent: suppressions.csv, if there is one.')
    .meta({ examples: ['suppressions.csv'] }),
  retention: Retention.prefault({}).describe(
    'How long things are kept, in days. This version deletes nothing by itself yet.',
  ),
  http: Http.prefault({}).describe('For everything that Homeport fetches or sends.'),
});
export type GeneralSettings = z.infer<typeof GeneralSettings>;

/** The schema of `homeport.yaml` with these detectors. Strict: an unknown key is an issue. */
export function configSchema(detectors: readonly AnyDetector[]) {
  const each = <T>(of: (detector: AnyDetector) => T): Record<string, T> =>
    Object.fromEntries(detectors.map((detector) => [detector.id, of(detector)]));
  const overridden = z.strictObject(each(overrideSchema));
  const override = z
    .strictObject({ group: z.string().optional(), worker: z.string().optional(), detectors: overridden })
    .refine(({ group, worker }) => (group === undefined) !== (worker === undefined), {
      error: 'an override is for one group or for one worker: name either',
    });
  return GeneralSettings.extend({
    detectors: z
      .strictObject(each(detectorSchema))
      .prefault({})
      .describe('What to look for, and how closely.'),
    overrides: z
      .array(override)
      .default([])
      .describe("Other settings for a group or a worker (by id); a worker's win over their group's.")
      .meta({
        examples: [[{ group: 'contractors', detectors: { [detectors[0]?.id ?? '']: { mode: 'shadow' } } }]],
      }),
  });
}

/** A detector's own settings and its mode. */
export const detectorSchema = (detector: AnyDetector) =>
  settingsOf(detector)
    .safeExtend({ mode: Mode.default('on').describe('off, shadow (recorded, shown to nobody) or on.') })
    .strict()
    .prefault({})
    .describe(detector.title);

/** Any of a detector's settings, none with a default. */
const overrideSchema = (detector: AnyDetector) => {
  const shape = Object.entries<z.ZodType>(settingsOf(detector).shape);
  const optional = shape.map(([key, schema]) => [key, withoutDefault(schema).optional()] as const);
  return z.strictObject({ ...Object.fromEntries(optional), mode: Mode.optional() }).optional();
};

function settingsOf({ id, Config }: AnyDetector): z.ZodObject {
  if (!(Config instanceof z.ZodObject))
    throw new TypeError(`Config of the detector ${id} is no object schema`);
  return Config;
}

function withoutDefault(schema: z.ZodType): z.ZodType {
  const wrapped = schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wrapped ? withoutDefault(schema.unwrap() as z.ZodType) : schema;
}
