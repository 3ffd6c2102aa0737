import type { Raise, Seen } from '#kit';
import type { Evidences } from './findings.ts';

/** A login as this detector sees it; `relevant` has seen to it that there is an address. */
export type Event = Seen<'network', 'place' | 'claim'>;
export type RaiseHere = Raise<Evidences>;
