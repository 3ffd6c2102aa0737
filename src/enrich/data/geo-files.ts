import { type DataFile, openDataFile } from './data-file.ts';
import { DataFileError } from './data-file-error.ts';
import { type Mmdb, readMmdb } from './mmdb-file.ts';

/** One absolute path, or several of which the latest that starts at or before an event's time is used. */
export type GeoSetting = string | readonly { file: string; from: string }[];

export const GEO_KINDS = ['city', 'enterprise', 'asn', 'isp', 'connectionType', 'anonymous'] as const;
export type GeoKind = (typeof GEO_KINDS)[number];
export type GeoSettings = { readonly [K in GeoKind]?: GeoSetting };

export interface GeoFiles {
  /** Each file once. */
  files: readonly DataFile<Mmdb>[];
  /** Ms since the epoch at which another file takes over. */
  boundaries: readonly number[];
  /** Before the first `from` the first file is used: an old map is better than none. */
  pick(kind: GeoKind, time: number): Mmdb | undefined;
}

/** Opens the MaxMind-format files of the settings. Throws `DataFileError` for the first that cannot be used. */
export async function openGeoFiles(settings: GeoSettings): Promise<GeoFiles> {
  const opened = new Map<string, DataFile<Mmdb>>();
  const open = async (file: string): Promise<DataFile<Mmdb>> => {
    const known = opened.get(file) ?? (await openDataFile(file, readMmdb));
    opened.set(file, known);
    return known;
  };
  const dated = new Map<GeoKind, { from: number; file: DataFile<Mmdb> }[]>();
  for (const kind of GEO_KINDS) {
    const setting = settings[kind];
    if (setting === undefined) continue;
    const listed = typeof setting === 'string' ? [{ file: setting, from: undefined }] : setting;
    const series = [];
    for (const { file, from } of listed) series.push({ from: startOf(file, from), file: await open(file) });
    if (series.length > 0)
      dated.set(
        kind,
        series.sort((a, b) => a.from - b.from),
      );
  }
  return {
    files: [...opened.values()],
    boundaries: [...dated.values()].flatMap((series) => series.slice(1).map(({ from }) => from)),
    pick(kind, time) {
      const series = dated.get(kind);
      if (!series) return undefined;
      let at = series.length - 1;
      while (at > 0 && series[at]!.from > time) at -= 1;
      return series[at]!.file.current;
    },
  };
}

function startOf(file: string, from: string | undefined): number {
  const time = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from);
  if (!Number.isNaN(time)) return time;
  throw new DataFileError(file, `its "from: ${from}" is no date; write it as 2026-11-01`);
}
