/**
 * The keys and entries of a record that has no others. TypeScript allows for more, and types neither: these two casts stand for all that would be
 * needed otherwise, and are right where the record is a constant.
 */
export function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(record) as K[];
}

export function entriesOf<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}

/** Is the text one of the keys? What every object inherits is none of them. */
export function isKeyOf<K extends string>(record: Readonly<Record<K, unknown>>, text: string): text is K {
  return Object.hasOwn(record, text);
}

export function isOneOf<T extends string>(list: readonly T[], text: string): text is T {
  return list.some((each) => each === text);
}
