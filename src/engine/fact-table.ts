import type { AddressFacts } from '../enrich/port.ts';
import type { Fact, Store } from '../store/port.ts';

/** Addresses whose facts are kept at hand. */
const CACHED_ADDRESSES = 65_536;

/** Interned (place, network) pairs: many addresses share one, and an event keeps its number for ever. */
export class FactTable {
  /** Numbered since the last commit. */
  unsaved: Fact[] = [];
  private readonly lookup: AddressFacts['lookup'];
  private readonly byId: (Fact | undefined)[] = [undefined];
  private readonly byContent = new Map<string, number>();
  private byAddress = new Map<string, number>();
  private older = new Map<string, number>();

  constructor(store: Store, facts: Pick<AddressFacts, 'lookup'>) {
    this.lookup = facts.lookup.bind(facts);
    for (const fact of store.facts()) this.add(fact);
  }

  get(id: number): Fact | undefined {
    return this.byId[id];
  }

  /** The number of an address's facts at a time (ms); 0 without any. */
  numberOf(ip: string | undefined, time: number): number {
    if (ip === undefined) return 0;
    let id = this.byAddress.get(ip) ?? this.older.get(ip);
    if (id === undefined) id = this.intern(this.lookup(ip, time));
    this.keep(ip, id);
    return id;
  }

  private intern(facts: ReturnType<AddressFacts['lookup']>): number {
    if (!facts.place && !facts.network) return 0;
    const content = JSON.stringify([facts.place, facts.network]);
    const known = this.byContent.get(content);
    if (known !== undefined) return known;
    const fact = { id: this.byId.length, ...facts };
    this.add(fact, content);
    this.unsaved.push(fact);
    return fact.id;
  }

  private add(fact: Fact, content = JSON.stringify([fact.place, fact.network])): void {
    this.byId[fact.id] = fact;
    this.byContent.set(content, fact.id);
  }

  /** Two generations instead of a linked list: what is used stays, what is not goes with its generation. */
  private keep(ip: string, id: number): void {
    if (this.byAddress.size >= CACHED_ADDRESSES / 2) {
      this.older = this.byAddress;
      this.byAddress = new Map();
    }
    this.byAddress.set(ip, id);
  }
}
