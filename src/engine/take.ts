import { utcDay } from '../kit/time.ts';
import type { Account, Dirty, RecordCount, Rejected, Store } from '../store/port.ts';
import type { Rows } from '../store/rows.ts';
import type { Accounts } from './accounts.ts';
import type { Context } from './contexts.ts';
import type { Delivery } from './delivery.ts';
import type { FactTable } from './fact-table.ts';

export interface Taken {
  /** Appended to the batch: events never seen before, with account, facts and revision frozen. */
  accepted: number;
  records: RecordCount[];
  rejected: Rejected[];
}

/**
 * Takes a delivery into the open batch: names become accounts, addresses become facts, repeats are left out, and
 * every record is counted under exactly one outcome.
 */
export function take(
  delivery: Delivery,
  from: { origin: number; source: string },
  into: {
    store: Store;
    accounts: Accounts;
    facts: FactTable;
    context: Context;
    batch: Rows;
    dirty: Map<string, Dirty>;
  },
): Taken {
  const { rows } = delivery;
  const { store, accounts, facts, context, batch, dirty } = into;
  const owners = delivery.accounts.map((ref) => accounts.intern(ref, context.directory, context.revision));
  const ownerOf = (i: number) => owners[rows.account[i]!]!;
  const factOf = factNumbers(delivery, facts);
  const fresh = store.fresh(rows, (i) => ownerOf(i) !== 'ignored');

  const counts = { accepted: 0, duplicate: 0, ignored: 0 };
  let events = 0;
  for (let i = 0; i < rows.length; ) {
    const record = rows.person[i]!;
    let outcome: keyof typeof counts = 'ignored';
    for (; i < rows.length && rows.person[i] === record; i++) {
      const owner = ownerOf(i);
      if (owner === 'ignored') continue;
      if (!fresh[i]) {
        if (outcome === 'ignored') outcome = 'duplicate';
        continue;
      }
      outcome = 'accepted';
      events++;
      append(i, owner);
    }
    counts[outcome]++;
  }

  function append(i: number, owner: Account): void {
    const at = batch.copy(rows, i);
    const time = rows.time[i]!;
    batch.account[at] = owner.id;
    batch.person[at] = owner.person;
    batch.fact[at] = factOf(rows.fact[i]!, time);
    batch.revision[at] = context.revision;
    batch.origin[at] = from.origin;
    const known = dirty.get(owner.worker);
    if (!known) dirty.set(owner.worker, { worker: owner.worker, since: time, late: false });
    else if (time < known.since) known.since = time;
  }

  const records: RecordCount[] = [
    { source: from.source, outcome: 'accepted', reason: '', n: counts.accepted },
    { source: from.source, outcome: 'duplicate', reason: '', n: counts.duplicate },
    { source: from.source, outcome: 'dropped', reason: 'ignored account', n: counts.ignored },
  ];
  for (const [reason, n] of Object.entries(delivery.dropped)) {
    records.push({ source: from.source, outcome: 'dropped', reason, n });
  }
  for (const { reason } of delivery.rejected) {
    records.push({ source: from.source, outcome: 'rejected', reason, n: 1 });
  }
  return {
    accepted: events,
    records: records.filter(({ n }) => n > 0),
    rejected: delivery.rejected.map((rejected) => ({ ...rejected, origin: from.origin })),
  };
}

/** Fact numbers by address index; data files and list entries change at UTC midnights only, so a day is one answer. */
function factNumbers({ addresses }: Delivery, facts: FactTable): (address: number, time: number) => number {
  const days = new Float64Array(addresses.length + 1).fill(Number.NaN);
  const numbers = new Uint32Array(addresses.length + 1);
  return (address, time) => {
    const day = utcDay(time);
    if (address !== 0 && days[address] !== day) {
      days[address] = day;
      numbers[address] = facts.numberOf(addresses[address - 1]!, time);
    }
    return numbers[address]!;
  };
}
