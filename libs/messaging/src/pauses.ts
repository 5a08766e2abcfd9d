/** Waits that can be cut short. */
export interface Pauses {
  /** Resolves after `ms`, or as soon as it is woken; at once if it was woken since the last wait. */
  wait(ms: number): Promise<void>;
  wake(): void;
}

export function pauses(): Pauses {
  let woken = false;
  let end = () => {};
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => end(), ms);
        end = () => {
          clearTimeout(timer);
          woken = false;
          end = () => {};
          resolve();
        };
        if (woken) end();
      }),
    wake() {
      woken = true;
      end();
    },
  };
}

/** Longer after each failure: 100 ms, 200 ms … up to 5 s. */
export const backOff = (failures: number): number => Math.min(100 * 2 ** Math.max(0, failures - 1), 5_000);
