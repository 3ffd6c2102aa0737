/** A list with what was just seen at its end, in place of its like, and without the least recently seen beyond `limit`. */
export function remember<Item>(
  known: readonly Item[],
  seen: Item,
  isLike: (known: Item, seen: Item) => boolean,
  limit: number,
): Item[] {
  return [...known.filter((item) => !isLike(item, seen)), seen].slice(-limit);
}

/** A list without what was last seen before `time`, ms. */
export const forgetBefore = <Item extends { time: number }>(known: readonly Item[], time: number): Item[] =>
  known.filter((item) => item.time >= time);
