/** Resolves when `check` does not throw any more; rejects with its error after so long. */
export async function eventually<T>(check: () => T | Promise<T>, ms = 15_000): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
