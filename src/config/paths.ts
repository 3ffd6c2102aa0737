import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defined } from './defined.ts';
import type { Problem } from './problem.ts';
import type { GeneralSettings, Secret } from './schema.ts';
import type { YamlFile } from './yaml-file.ts';

/** What `homeport.yaml` says besides the detectors' settings, with absolute paths. */
export type GeneralConfig = ReturnType<typeof generalConfig>;

/** Tables that lie in the folder under their usual names count without being named. */
export function generalConfig(folder: string, settings: GeneralSettings) {
  const dir = resolve(folder);
  const inDir = (file: string): string => resolve(dir, file);
  const usual = (file: string): string | undefined => (existsSync(inDir(file)) ? inDir(file) : undefined);
  const named = (file: string | undefined, standard: string): string | undefined =>
    file === undefined ? usual(standard) : inDir(file);
  type Database = string | { file: string; from: string }[];
  const database = (value: Database | undefined): Database | undefined =>
    Array.isArray(value)
      ? value.map((entry) => ({ ...entry, file: inDir(entry.file) }))
      : value && inDir(value);
  const secret = (value: Secret): Secret => ('file' in value ? { file: inDir(value.file) } : value);

  const { roster, networks, geo, sources, lists, identity, suppressions, retention, http } = settings;
  const usualNetworks = usual('networks.csv');
  return {
    dir,
    roster: defined({
      workers: named(roster.workers, 'roster.csv'),
      travel: named(roster.travel, 'travel.csv'),
    }),
    networks: networks?.map(({ file }) => inDir(file)) ?? (usualNetworks ? [usualNetworks] : []),
    geo: defined({
      city: database(geo.city),
      enterprise: database(geo.enterprise),
      asn: database(geo.asn),
      isp: database(geo.isp),
      anonymous: database(geo.anonymous),
      connectionType: database(geo.connectionType),
    }),
    sources: sources.map((source) => defined({ ...source, path: inDir(source.path) })),
    lists: lists.map((list) => defined({ ...list, file: inDir(list.file) })),
    /** `domains` absent: those of the roster's addresses. */
    identity: defined({ domains: identity.domains, ignoreAccounts: identity.ignore_accounts }),
    ...defined({ suppressions: named(suppressions, 'suppressions.csv') }),
    /** Days. */
    retention,
    http: defined({
      proxy: typeof http.proxy === 'object' ? secret(http.proxy) : http.proxy,
      ca: http.ca && inDir(http.ca),
    }),
  };
}

/** Files that the settings name and that are not there. */
export function missingFiles(file: string, yaml: YamlFile, config: GeneralConfig): Problem[] {
  const { roster, networks, geo, lists, suppressions, http } = config;
  const named: [path: PropertyKey[], file: string | undefined][] = [
    [['roster', 'workers'], roster.workers],
    [['roster', 'travel'], roster.travel],
    ...networks.map((table, index): [PropertyKey[], string] => [['networks', index], table]),
    ...Object.entries(geo).flatMap(([kind, files]) =>
      (typeof files === 'string' ? [{ file: files }] : files).map(
        (database, index): [PropertyKey[], string] => [['geo', kind, index], database.file],
      ),
    ),
    ...lists.map((list, index): [PropertyKey[], string] => [['lists', index], list.file]),
    [['suppressions'], suppressions],
    [['http', 'ca'], http.ca],
  ];
  return named.flatMap(([path, target]) => {
    if (target === undefined || existsSync(target)) return [];
    const message = `${path.filter((step) => typeof step === 'string').join('.')}: there is no file ${target}`;
    return [
      { file, line: yaml.line(path), message, fix: 'correct the path; it counts from the settings folder' },
    ];
  });
}
