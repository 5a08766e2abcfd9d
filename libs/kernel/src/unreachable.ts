/** Closes a `switch` over a union: the compiler refuses a missing case, and a wrong value at run time is named. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
}
