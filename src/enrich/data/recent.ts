/**
 * Remembers the results of a function for the keys used lately: at most twice `limit`, the unused half forgotten
 * whenever the other is full.
 */
export function recent<T>(limit: number): { get(key: string, make: () => T): T; clear(): void } {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return {
    get(key, make) {
      const kept = young.get(key);
      if (kept !== undefined) return kept;
      const value = old.get(key) ?? make();
      if (young.size >= limit) {
        old = young;
        young = new Map();
      }
      young.set(key, value);
      return value;
    },
    clear() {
      young = new Map();
      old = new Map();
    },
  };
}
