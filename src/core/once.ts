/** Values that are worked out when they are first asked for, and kept. */

/** @example const words = once(() => readDictionary()); words() */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
