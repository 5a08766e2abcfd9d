import DataLoader from 'dataloader';

/** Loads by key, many in one statement; null where there is none, or none that the caller may see. One per request. */
export type LoaderOf<Value, Key = string> = DataLoader<Key, Value | null>;

/** Loads the rows that belong to each key, in the order of the statement. One per request. */
export type ListLoaderOf<Value, Key = string> = DataLoader<Key, readonly Value[]>;

interface Batch<Value, Key> {
  /** One statement for all keys; rows may come in any order, and fewer than keys. */
  readonly load: (keys: readonly Key[]) => Promise<readonly Value[]>;
  readonly keyOf: (value: Value) => Key;
}

/** A loader of single values. */
export const loaderOf = <Value, Key = string>({ load, keyOf }: Batch<Value, Key>): LoaderOf<Value, Key> =>
  new DataLoader<Key, Value | null>(async (keys) => {
    const byKey = new Map((await load(keys)).map((value) => [keyOf(value), value]));
    return keys.map((key) => byKey.get(key) ?? null);
  });

/** A loader of lists. */
export const listLoaderOf = <Value, Key = string>({ load, keyOf }: Batch<Value, Key>): ListLoaderOf<Value, Key> =>
  new DataLoader<Key, readonly Value[]>(async (keys) => {
    const byKey = Map.groupBy(await load(keys), keyOf);
    return keys.map((key) => byKey.get(key) ?? []);
  });
