import type { Settings } from '../config/settings.ts';
import type { Directory } from '../enrich/port.ts';
import type { Worker } from '../event/facts.ts';
import { hashId } from '../event/ids.ts';
import type { AnyDetector, AnyWorkerDetector } from '../kit/define.ts';
import type { Revision, Store } from '../store/port.ts';
import type { Seat } from './fold.ts';

/** What was in force when an event was first evaluated. */
export interface Context {
  revision: number;
  settings: Settings;
  directory: Directory;
}

/** Builds settings and directory again from the plain data stored with a revision. */
export interface Rebuild {
  settings(data: unknown): Settings;
  directory(data: unknown): Directory;
}

/**
 * Every revision's context, so that a refold judges each event as it was judged first. The newest is what now holds;
 * `unsaved` is the revision to be written with the next commit when settings, roster or data have changed since.
 */
export class Contexts {
  readonly current: Context;
  unsaved: Revision | undefined;
  private readonly byRevision = new Map<number, Context>();
  private readonly stored: Map<number, Revision>;
  private readonly detectors: readonly AnyWorkerDetector[];
  private readonly rebuild: Rebuild;
  private readonly seats = new Map<string, readonly Seat[]>();

  constructor(
    store: Store,
    detectors: readonly AnyDetector[],
    now: { settings: Settings; directory: Directory; addressData: string },
    rebuild: Rebuild,
  ) {
    this.detectors = detectors.filter((detector) => detector.subject === 'worker');
    this.rebuild = rebuild;
    this.stored = new Map(store.revisions().map((revision) => [revision.id, revision]));
    const newest = [...this.stored.values()].at(-1);
    const next: Revision = {
      id: (newest?.id ?? 0) + 1,
      settings: now.settings.data,
      directory: now.directory.data,
      addressData: now.addressData,
    };
    const same = newest !== undefined && fingerprint(newest) === fingerprint(next);
    if (!same) this.unsaved = next;
    this.current = { revision: same ? newest.id : next.id, settings: now.settings, directory: now.directory };
    this.byRevision.set(this.current.revision, this.current);
  }

  of(revision: number): Context {
    let context = this.byRevision.get(revision);
    if (!context) {
      const stored = this.stored.get(revision);
      if (!stored) throw new Error(`event names revision ${revision}, which is not in the store`);
      context = {
        revision,
        settings: this.rebuild.settings(stored.settings),
        directory: this.rebuild.directory(stored.directory),
      };
      this.byRevision.set(revision, context);
    }
    return context;
  }

  /** The detectors that judge a worker's events of one revision. */
  seatsFor(revision: number, worker: Worker): readonly Seat[] {
    const key = `${revision}|${worker.group ?? ''}|${worker.id}`;
    let seats = this.seats.get(key);
    if (!seats) {
      const { settings } = this.of(revision);
      seats = this.detectors.flatMap((detector) => {
        const mode = settings.mode(detector.id, worker);
        return mode === 'off' ? [] : [{ detector, mode, config: settings.configFor(detector.id, worker) }];
      });
      if (this.seats.size > 50_000) this.seats.clear();
      this.seats.set(key, seats);
    }
    return seats;
  }
}

function fingerprint({ settings, directory, addressData }: Revision): string {
  return hashId(JSON.stringify(settings), JSON.stringify(directory), addressData);
}
