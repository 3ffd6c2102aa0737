import type { HomeClaim, TravelClaim, Worker } from '../../event/facts.ts';

/** What the roster, approved travel and the identity rules say, checked and joined: plain JSON. */
export interface DirectoryData {
  workers: WorkerEntry[];
  /** E-mail and Windows domains whose user names are the workers' own, as written in the settings. */
  domains: string[];
  /** Patterns of user names that belong to nobody; `*` stands for anything. */
  ignoreAccounts: string[];
}

export interface WorkerEntry {
  worker: Worker;
  /** A machine's account (`employment_type: service`): nobody's home, and never judged. */
  service?: true;
  email: string;
  name?: string;
  /** Every way the roster names the worker, folded: id, e-mail addresses, aliases. */
  names: string[];
  /** Ordered by `from`, an open one first; `to` is the day before the next. Zones are filled in where known. */
  homes: HomeClaim[];
  travel: TravelClaim[];
}
