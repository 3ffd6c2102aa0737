import { DAY, HOUR, MINUTE } from '#kit';
import type { Judged } from './outcome.ts';

/** The part of a record's truth by which a false alarm is explained; `time` in ms. */
export interface CausedEvent {
  id: string | undefined;
  time: number;
  cause: string;
}

type ExplainedAlert = Judged['alerts'][number];

/** The truth's word for an event about which nothing is unusual. */
const ORDINARY = 'home';
/** Furthest that a skewed clock puts a record from its true time, with room for a connection’s chain of lines. */
const CLOCK = 10 * MINUTE;

/**
 * Why honest traffic raised alerts: what is behind the very event, or else behind the commonest unusual event of the
 * day, or of the month, that led to it. Several alerts vote; `home` wins only where nothing unusual happened at all.
 */
export function causeOf(alerts: readonly ExplainedAlert[], events: readonly CausedEvent[]): string {
  return commonest(alerts.map((alert) => causeOfAlert(alert, events))) ?? ORDINARY;
}

function causeOfAlert({ event, time, firstTime }: ExplainedAlert, events: readonly CausedEvent[]): string {
  const between = (from: number, to: number) =>
    commonest(events.filter((one) => one.time >= from && one.time <= to).map(({ cause }) => cause));
  const itself = events.find(({ id }) => id !== undefined && id === event?.id)?.cause;
  if (itself !== undefined && itself !== ORDINARY) return itself;
  return (
    between(time - CLOCK, time + CLOCK) ??
    between(firstTime - DAY, time + HOUR) ??
    between(firstTime - 30 * DAY, time + DAY) ??
    ORDINARY
  );
}

/** The most frequent unusual cause; of equals the first by name. */
function commonest(causes: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const cause of causes) if (cause !== ORDINARY) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0];
}
