import type { Engine } from '../engine/engine.ts';
import { SOURCES } from '../sources/index.ts';
import type { Origin, RecordCount, Rejected, Store } from '../store/port.ts';
import { DeliveryBuilder, parseRecord } from './parse-run.ts';

/** Of these only the beginning was kept: no fix of ours makes them whole. */
const CUT_SHORT = ['too long', 'binary'];

/** Parses every rejected record again; what is understood now is taken as if it had just come from where it came. */
export function retryRejected({ engine, store }: { engine: Engine; store: Store }): {
  read: number;
  understood: number;
} {
  const origins = new Map(store.origins().map((origin) => [origin.id, origin]));
  let [read, understood] = [0, 0];
  const byOrigin = Map.groupBy([...store.rejected()], ({ origin }) => origin);
  for (const [id, rejected] of byOrigin) {
    const origin = origins.get(id)!;
    read += rejected.length;
    understood += retryOrigin(engine, origin, rejected);
  }
  return { read, understood };
}

function retryOrigin(engine: Engine, origin: Origin, rejected: (Rejected & { id: number })[]): number {
  const source = SOURCES.find(({ id }) => id === origin.source);
  const builder = new DeliveryBuilder(source, origin, rejected.length);
  const retried: number[] = [];
  const records: RecordCount[] = [];
  for (const { id, offset, line, reason, record } of rejected) {
    const bytes = Buffer.from(record);
    if (CUT_SHORT.includes(reason) || parseRecord(bytes, source, origin).kind === 'reject') continue;
    builder.record(bytes, { offset, line });
    retried.push(id);
    records.push({ source: origin.source, outcome: 'rejected', reason, n: -1 });
  }
  engine.take(builder.take(0), origin);
  engine.storeBatch({ retried, records });
  return retried.length;
}
