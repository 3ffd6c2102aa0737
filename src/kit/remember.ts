/**
 * A list with what was just seen at its end, in place of its like; without what was last seen before the day `since`,
 * and without the least recently seen beyond `limit`.
 */
export function remember<Item extends { day: number }>(
  known: readonly Item[],
  seen: Item,
  { like, since, limit }: { like: (item: Item) => boolean; since: number; limit: number },
): Item[] {
  return [...known.filter((item) => item.day >= since && !like(item)), seen].slice(-limit);
}
