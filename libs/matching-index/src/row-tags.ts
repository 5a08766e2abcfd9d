/** The tags of each row, as differences between ascending numbers, seven bits a byte: one or two bytes a tag. */
export class RowTags {
  #bytes: Uint8Array;
  #starts: Uint32Array;
  #lengths: Uint16Array;
  #end = 0;
  #wasted = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity * 16);
    this.#starts = new Uint32Array(capacity);
    this.#lengths = new Uint16Array(capacity);
  }

  get byteLength(): number {
    return this.#bytes.byteLength + this.#starts.byteLength + this.#lengths.byteLength;
  }

  /** Ascending. */
  get(row: number): number[] {
    const tags: number[] = [];
    const end = this.#starts[row]! + this.#lengths[row]!;
    let tag = -1;
    for (let at = this.#starts[row]!; at < end;) {
      let byte = this.#bytes[at++]!;
      let difference = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = this.#bytes[at++]!;
        difference |= (byte & 127) << shift;
      }
      tags.push((tag += difference));
    }
    return tags;
  }

  /** `tags` ascending, each once. Throws a RangeError when they take more than 65 535 bytes. */
  put(row: number, tags: readonly number[]): void {
    const most = tags.length * 5;
    if (this.#end + most > this.#bytes.length) this.#makeRoom(most);
    const old = this.#lengths[row]!;
    const start = this.#end;
    let [tag, at] = [-1, start];
    for (const next of tags) {
      let difference = next - tag;
      for (; difference > 127; difference >>>= 7) this.#bytes[at++] = (difference & 127) | 128;
      this.#bytes[at++] = difference;
      tag = next;
    }
    const length = at - start;
    if (length > 0xffff) throw new RangeError(`${tags.length} tags of one person; as many as fit 65 535 bytes are right`);
    if (length > old) {
      this.#starts[row] = start;
      this.#end = at;
      this.#wasted += old;
    } else {
      this.#bytes.copyWithin(this.#starts[row]!, start, at);
      this.#wasted += old - length;
    }
    this.#lengths[row] = length;
  }

  #makeRoom(most: number): void {
    const used = this.#end - this.#wasted;
    const larger = new Uint8Array(Math.ceil((used + most) * 1.2) + 1024);
    let end = 0;
    for (let row = 0; row < this.#starts.length; row++) {
      const [start, length] = [this.#starts[row]!, this.#lengths[row]!];
      larger.set(this.#bytes.subarray(start, start + length), end);
      this.#starts[row] = end;
      end += length;
    }
    [this.#bytes, this.#end, this.#wasted] = [larger, end, 0];
  }
}
