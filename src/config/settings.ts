import { canonicalJson, hashId } from '../event/ids.ts';
import type { Mode } from './schema.ts';

/** One detector's mode and thresholds. */
export interface DetectorSettings {
  mode: Mode;
  /** The output of the detector's own `Config`. */
  config: Record<string, unknown>;
}

/** Settings of a group or of a worker that differ, by detector id. Only what differs is there. */
export interface Override {
  group?: string | undefined;
  worker?: string | undefined;
  detectors: Record<string, { mode?: Mode | undefined; config: Record<string, unknown> }>;
}

export interface SettingsData {
  detectorSettings: Record<string, DetectorSettings>;
  overrides: readonly Override[];
}

/** Whose settings are asked for. */
export interface SettingsSubject {
  id: string;
  group?: string | undefined;
}

/** The detectors' settings of one revision: a pure function of their data. */
export interface Settings {
  /** Hash of the data behind it. */
  readonly version: string;
  /** Plain JSON: `resolveSettings(data)` gives these settings again. */
  readonly data: SettingsData;
  /** Without a worker: the mode for everybody whom no override names. Unknown detectors are `off`. */
  mode(detectorId: string, worker?: SettingsSubject): Mode;
  /** The detector's `Config` with the worker's group's and then the worker's own overrides; one object for equal settings. */
  configFor(detectorId: string, worker: SettingsSubject): unknown;
}

const OFF: DetectorSettings = { mode: 'off', config: {} };

/** Takes a `Config` as loaded, or the data of settings made earlier. */
export function resolveSettings({ detectorSettings, overrides }: SettingsData): Settings {
  const data: SettingsData = { detectorSettings, overrides };
  const groups = new Set(overrides.map(({ group }) => group));
  const workers = new Set(overrides.map(({ worker }) => worker));
  const resolved = new Map<string, Record<string, DetectorSettings>>();

  const settingsFor = (worker: SettingsSubject | undefined): Record<string, DetectorSettings> => {
    const group = worker && groups.has(worker.group) ? worker.group : undefined;
    const id = worker && workers.has(worker.id) ? worker.id : undefined;
    if (group === undefined && id === undefined) return detectorSettings;
    const key = `${group ?? ''}\u0000${id ?? ''}`;
    let settings = resolved.get(key);
    if (!settings) {
      settings = withOverrides(detectorSettings, [
        ...overrides.filter((override) => override.group !== undefined && override.group === group),
        ...overrides.filter((override) => override.worker !== undefined && override.worker === id),
      ]);
      resolved.set(key, settings);
    }
    return settings;
  };

  return {
    version: hashId(canonicalJson(data)),
    data,
    mode: (detectorId, worker) => (settingsFor(worker)[detectorId] ?? OFF).mode,
    configFor: (detectorId, worker) => (settingsFor(worker)[detectorId] ?? OFF).config,
  };
}

function withOverrides(
  base: Record<string, DetectorSettings>,
  overrides: readonly Override[],
): Record<string, DetectorSettings> {
  return Object.fromEntries(
    Object.entries(base).map(([id, settings]) => [
      id,
      overrides.reduce((current, { detectors }) => {
        const other = detectors[id];
        return other
          ? { mode: other.mode ?? current.mode, config: { ...current.config, ...other.config } }
          : current;
      }, settings),
    ]),
  );
}
