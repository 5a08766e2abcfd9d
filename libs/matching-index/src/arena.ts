import { Memory } from './web-assembly.ts';

const PAGE = 65536;
const LINE = 64;
/** Below it lies what the compiler may have put there; address 0 means "none". */
const FIRST = 1024;

/** WebAssembly memory that is handed out once and never taken back, with views of it that follow its growth. */
export class Arena {
  readonly memory = new Memory({ initial: 1, maximum: PAGE });
  u8 = new Uint8Array(0);
  u16 = new Uint16Array(0);
  u32 = new Uint32Array(0);
  i64 = new BigInt64Array(0);

  #end = FIRST;

  constructor() {
    this.#view();
  }

  /** Bytes handed out. */
  get used(): number {
    return this.#end;
  }

  /** The address of so many zeroed bytes, at the beginning of a cache line. Throws a RangeError when 4 GiB are full. */
  allocate(bytes: number): number {
    const at = this.#end;
    this.#end = at + Math.ceil(bytes / LINE) * LINE;
    const missing = this.#end - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE));
      } catch (cause) {
        throw new RangeError(`The index needs ${this.#end} bytes; 4 GiB are the most: divide the people among several`, { cause });
      }
      this.#view();
    }
    return at;
  }

  #view(): void {
    const { buffer } = this.memory;
    this.u8 = new Uint8Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.i64 = new BigInt64Array(buffer);
  }
}
