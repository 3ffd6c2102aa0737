import type { Raise, Seen } from '#kit';
import type { Evidences } from './findings.ts';

/** A login as this detector sees it. */
export type Event = Seen<'network', 'place' | 'claim'> & { ip: string };
export type RaiseHere = Raise<Evidences>;
