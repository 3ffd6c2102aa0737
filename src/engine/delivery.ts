import type { AccountRef } from '../enrich/port.ts';
import type { Rows } from '../store/rows.ts';

/**
 * What a run of raw records has become in the parser's hands. Until the engine takes it, a row's `account` is an
 * index into `accounts`, its `fact` an index into `addresses` plus one (0: no address), and its `person` the number
 * of its record within the run, since one record may hold several events.
 */
export interface Delivery {
  /** Records received. */
  received: number;
  rows: Rows;
  accounts: AccountRef[];
  addresses: string[];
  /** Dropped records by reason. */
  dropped: Record<string, number>;
  rejected: { offset: number; line: number; reason: string; record: Uint8Array }[];
}
