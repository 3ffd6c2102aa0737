import { canonicalJson } from '../event/ids.ts';

interface Comparable {
  event?: unknown;
  homeport: { status: string; revision?: unknown };
}

/**
 * Alert or case documents as two runs over the same events must agree on them: neither superseded nor withdrawn ones,
 * each as canonical JSON without `event.created` and `homeport.revision`, sorted. Compare with `toEqual`.
 */
export function comparableDocuments(documents: Iterable<Comparable>): string[] {
  return [...documents]
    .filter(({ homeport }) => homeport.status !== 'superseded' && homeport.status !== 'withdrawn')
    .map((document) =>
      canonicalJson({
        ...document,
        event: { ...(document.event as object), created: undefined },
        homeport: { ...document.homeport, revision: undefined },
      }),
    )
    .sort();
}
