/**
 * What the index was told of each key and the tables may not have yet. Two generations: `settle` forgets what was told before
 * the last but one mark, so that a mark that the read models reach covers all of it.
 */
export class RecentChanges<Value> {
  #older = new Map<string, Value>();
  #newer = new Map<string, Value>();
  #holds = 0;

  get(key: string): Value | undefined {
    return this.#newer.has(key) ? this.#newer.get(key) : this.#older.get(key);
  }

  set(key: string, value: Value): void {
    this.#newer.set(key, value);
  }

  /** The newest of each key. */
  entries(): Iterable<readonly [string, Value]> {
    return new Map([...this.#older, ...this.#newer]);
  }

  /** Nothing is forgotten until what it answers is called: somebody is reading the tables. */
  hold(): () => void {
    this.#holds++;
    return () => void this.#holds--;
  }

  /** To be called when the tables have everything that was told before the last call; answers what is forgotten. */
  settle(): Iterable<readonly [string, Value]> {
    if (this.#holds > 0) return [];
    const forgotten = [...this.#older].filter(([key]) => !this.#newer.has(key));
    [this.#older, this.#newer] = [this.#newer, new Map()];
    return forgotten;
  }
}
