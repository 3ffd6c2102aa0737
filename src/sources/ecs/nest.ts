/** Deeper than any ECS field lies; what is below stays as it is. */
const DEPTH = 12;

type Nested = Record<string, unknown>;

/**
 * The document with dotted keys (`"user.name": …`) as nested objects, which shippers mix freely. The objects have no
 * prototype, so that no key of a hostile document can reach one.
 */
export function nest(document: Readonly<Record<string, unknown>>): Nested {
  const result: Nested = Object.create(null);
  mergeInto(result, document, DEPTH);
  return result;
}

function mergeInto(target: Nested, from: object, depth: number): void {
  for (const [path, value] of Object.entries(from)) {
    const keys = path.includes('.') ? path.split('.', depth) : [path];
    const last = keys.pop()!;
    let into = target;
    for (const key of keys) into = objectAt(into, key);
    if (isObject(value) && depth > keys.length + 1) {
      mergeInto(objectAt(into, last), value, depth - keys.length - 1);
    } else into[last] = value;
  }
}

function objectAt(parent: Nested, key: string): Nested {
  const present = parent[key];
  if (isObject(present)) return present;
  const made: Nested = Object.create(null);
  parent[key] = made;
  return made;
}

const isObject = (value: unknown): value is Nested =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
