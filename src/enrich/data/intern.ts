/** One frozen object for each distinct content, of the last `limit` or so. */
export function interner<T extends object>(limit: number): (value: T) => T {
  const known = new Map<string, T>();
  return (value) => {
    const content = JSON.stringify(value);
    const same = known.get(content);
    if (same) return same;
    if (known.size >= limit) known.clear();
    known.set(content, deepFreeze(value));
    return value;
  };
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  }
  return Object.freeze(value);
}
