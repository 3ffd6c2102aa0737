import type { Claim, Network, Place, Worker } from '../event/facts.ts';

/** Address → facts, as one set of data files of one date has it. Synchronous: called for every new address. */
export interface AddressFacts {
  /** Changes whenever any data file, list or network table behind it does. */
  readonly version: string;
  /**
   * `time` (ms) picks the file where the config lists several by date. Private, CGNAT and loopback addresses get a
   * network only if networks.csv names them, and never a place. Never throws on a malformed address.
   */
  lookup(ip: string, time: number): { place?: Place; network?: Network };
}

/** The user names under which one login event names its person. */
export interface AccountRef {
  account: string;
  name: string;
  domain?: string | undefined;
  email?: string | undefined;
  id?: string | undefined;
}

/** Account → worker → claim: the roster, approved travel and identity rules of one revision, as a pure function of its data. */
export interface Directory {
  /** Hash of the data behind it. */
  readonly version: string;
  /** The plain-JSON data behind it: `buildDirectory(data)` gives this directory again. */
  readonly data: unknown;
  /** Undefined for ignored and service accounts' names; a provisional worker (id = folded account) for the unknown. */
  resolve(ref: AccountRef): Worker | 'ignored';
  /** The claim in force at an event's time (ms), with approved travel ± 1 day; undefined without a home in force. */
  claim(workerId: string, time: number): Claim | undefined;
  /** Display fields for alert documents only; never given to a detector. */
  profile(workerId: string): { id: string; email?: string; name?: string } | undefined;
  /** Everybody on the roster. */
  workers(): Iterable<Worker>;
}
