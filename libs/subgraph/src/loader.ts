import DataLoader from 'dataloader';
import type { Connection } from './connection.ts';

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

/** One page of the list that belongs to `id`. */
export interface PageKey<Page> {
  readonly id: string;
  readonly page: Page;
}

/** Loads a page of each owner's list. One per request. */
export type PageLoaderOf<Node, Page> = DataLoader<PageKey<Page>, Connection<Node>, string>;

/**
 * A loader of pages. `list` answers one connection per id, in the order of the ids. Owners in one list ask for the same page,
 * so one call serves them; a second page is a second call.
 */
export const pageLoaderOf = <Found extends Connection<unknown>, Page>(
  list: (ids: readonly string[], page: Page) => Promise<readonly Found[]>,
): DataLoader<PageKey<Page>, Found, string> =>
  new DataLoader<PageKey<Page>, Found, string>(
    async (keys) => {
      const groups = [...Map.groupBy(keys, ({ page }) => JSON.stringify(page)).values()];
      const found = await Promise.all(
        groups.map(async (same) => {
          const ids = same.map(({ id }) => id);
          const connections = await list(ids, same[0]!.page);
          return same.map((key, n) => [key, connections[n]!] as const);
        }),
      );
      const byKey = new Map(found.flat());
      return keys.map((key) => byKey.get(key)!);
    },
    { cacheKeyFn: ({ id, page }) => `${id} ${JSON.stringify(page)}` },
  );
