import type { AddressFacts } from '../enrich/port.ts';
import type { Fact, Store } from '../store/port.ts';

type Facts = ReturnType<AddressFacts['lookup']>;

/** Interned (place, network) pairs: many addresses share one, and an event keeps its number for ever. */
export class FactTable {
  /** Numbered since the last commit. */
  unsaved: Fact[] = [];
  private readonly lookup: AddressFacts['lookup'];
  private readonly byId: (Fact | undefined)[] = [undefined];
  private readonly byContent = new Map<string, number>();
  /** What the lookup remembers it hands out again and again: most answers are known by identity. */
  private readonly byAnswer = new WeakMap<Facts, number>();

  constructor(store: Store, facts: Pick<AddressFacts, 'lookup'>) {
    this.lookup = facts.lookup.bind(facts);
    for (const fact of store.facts()) this.add(fact, contentOf(fact));
  }

  get(id: number): Fact | undefined {
    return this.byId[id];
  }

  /** The number of an address's facts at a time (ms); 0 without any. */
  numberOf(ip: string, time: number): number {
    const answer = this.lookup(ip, time);
    if (!answer.place && !answer.network) return 0;
    let id = this.byAnswer.get(answer);
    if (id === undefined) {
      id = this.intern(answer);
      this.byAnswer.set(answer, id);
    }
    return id;
  }

  private intern(facts: Facts): number {
    const content = contentOf(facts);
    const known = this.byContent.get(content);
    if (known !== undefined) return known;
    const fact = { ...facts, id: this.byId.length };
    this.add(fact, content);
    this.unsaved.push(fact);
    return fact.id;
  }

  private add(fact: Fact, content: string): void {
    this.byId[fact.id] = fact;
    this.byContent.set(content, fact.id);
  }
}

const contentOf = ({ place, network }: Facts | Fact): string => JSON.stringify([place, network]);
