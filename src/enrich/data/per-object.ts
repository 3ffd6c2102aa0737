/** The function, computing once for each object: records of a database are shared by the addresses they hold for. */
export function perObject<K extends object, V>(compute: (object: K) => V): (object: K) => V {
  const known = new WeakMap<K, { value: V }>();
  return (object) => {
    let entry = known.get(object);
    if (!entry) {
      entry = { value: compute(object) };
      known.set(object, entry);
    }
    return entry.value;
  };
}
