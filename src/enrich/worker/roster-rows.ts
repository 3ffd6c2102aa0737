import type { RosterRow } from '../../config/table.ts';
import { foldAccount } from './fold.ts';

/** The rows of each worker by id, ordered by `valid_from`. */
export type RowsById = ReadonlyMap<string, readonly RosterRow[]>;

/** Every way in which a row names its worker, folded. */
export const namesIn = ({ worker_id: id, email, aliases = [] }: RosterRow): string[] =>
  [...(id === undefined ? [] : [id]), email, ...aliases].map(foldAccount);

/** A row without `worker_id` belongs to the worker who has its e-mail address. */
export function groupRows(rows: readonly RosterRow[]): RowsById {
  const idOfEmail = new Map<string, string>();
  for (const { worker_id: id, email } of rows) {
    if (id !== undefined && !idOfEmail.has(foldAccount(email))) idOfEmail.set(foldAccount(email), id);
  }
  const byStart = rows.toSorted((a, b) => compare(a.valid_from ?? '', b.valid_from ?? '') || a.line - b.line);
  return Map.groupBy(
    byStart,
    ({ worker_id: id, email }) => id ?? idOfEmail.get(foldAccount(email)) ?? foldAccount(email),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
