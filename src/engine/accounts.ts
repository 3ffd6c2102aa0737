import type { AccountRef, Directory } from '../enrich/port.ts';
import type { Account, Store } from '../store/port.ts';

/**
 * User names as sent, numbered, and who each is taken for. The log is kept by account, so a roster edit moves
 * accounts between workers and never rewrites the log.
 */
export class Accounts {
  /** Numbered since the last commit, or moved to another worker. */
  unsaved: Account[] = [];
  private readonly byName = new Map<string, Account | 'ignored'>();
  private readonly byId: Account[] = [];
  private readonly byWorker = new Map<string, Account[]>();

  constructor(store: Store) {
    for (const account of store.accounts()) this.add(account);
  }

  get(id: number): Account {
    const account = this.byId[id];
    if (!account) throw new Error(`event names account ${id}, which is not in the store`);
    return account;
  }

  of(worker: string): readonly Account[] {
    return this.byWorker.get(worker) ?? [];
  }

  /** Every worker that has an account. */
  workers(): Iterable<string> {
    return this.byWorker.keys();
  }

  /** The account of a user name, numbered at first sight; `ignored` for names that are nobody's. */
  intern(ref: AccountRef, directory: Directory, revision: number): Account | 'ignored' {
    const known = this.byName.get(ref.account);
    if (known) return known;
    const worker = directory.resolve(ref);
    if (worker === 'ignored') {
      this.byName.set(ref.account, worker);
      return worker;
    }
    const id = this.byId.length === 0 ? 1 : this.byId.length;
    const person = this.byWorker.get(worker.id)?.[0]?.person ?? id;
    const account = { id, ref, person, worker: worker.id, workerSince: revision };
    this.add(account);
    this.unsaved.push(account);
    return account;
  }

  /** Resolves every account anew; returns the workers who won or lost one. */
  reresolve(directory: Directory, revision: number): Set<string> {
    const moved = new Set<string>();
    for (const account of [...this.byId]) {
      if (!account) continue;
      const worker = directory.resolve(account.ref);
      if (worker === 'ignored' || worker.id === account.worker) continue;
      moved.add(account.worker).add(worker.id);
      this.byWorker.set(
        account.worker,
        this.of(account.worker).filter(({ id }) => id !== account.id),
      );
      const next = { ...account, worker: worker.id, workerSince: revision };
      this.add(next);
      this.unsaved.push(next);
    }
    return moved;
  }

  private add(account: Account): void {
    this.byId[account.id] = account;
    this.byName.set(account.ref.account, account);
    this.byWorker.set(account.worker, [...this.of(account.worker), account]);
  }
}
