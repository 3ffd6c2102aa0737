import type { Worker } from '../event/facts.ts';

export type Mode = 'off' | 'shadow' | 'on';

/** The detectors' settings of one revision, with the overrides for groups and workers worked in. */
export interface Settings {
  /** Hash of the data behind it. */
  readonly version: string;
  /** Plain JSON from which the same settings can be built again. */
  readonly data: unknown;
  mode(detector: string, worker: Pick<Worker, 'id' | 'group'>): Mode;
  configFor(detector: string, worker: Pick<Worker, 'id' | 'group'>): unknown;
}
