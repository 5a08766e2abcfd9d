/** Numbers tags as they occur, so that a tag is one bit. A number is never reused. */
export class TagTable {
  readonly #numbers = new Map<string, number>();

  get size(): number {
    return this.#numbers.size;
  }

  /** The tag's number; a new tag gets the next one. */
  numberOf(tag: string): number {
    const known = this.#numbers.get(tag);
    if (known !== undefined) return known;
    const next = this.#numbers.size;
    this.#numbers.set(tag, next);
    return next;
  }
}
