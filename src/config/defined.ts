type Optional<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];
export type Defined<T> = Omit<T, Optional<T>> & { [K in Optional<T>]?: Exclude<T[K], undefined> };

/** The object without its undefined values: such a key would change its hash and be gone after JSON. */
export function defined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
