interface Goal {
  readonly name: string;
  readonly goal: number;
  readonly value: number;
  readonly met: boolean;
}

/** What was measured against its goals: a line each, or one line of JSON at the end. */
export class Report {
  readonly goals: Goal[] = [];
  readonly #isJson: boolean;

  constructor({ json }: { readonly json: boolean }) {
    this.#isJson = json;
  }

  goal(name: string, unit: string, value: number, { most, least }: { readonly most?: number; readonly least?: number }): void {
    const met = most === undefined ? value >= least! : value <= most;
    this.goals.push({ name, goal: most ?? least!, value: Math.round(value * 100) / 100, met });
    const goal = most === undefined ? `≥ ${least}` : `≤ ${most}`;
    this.note(`${name.padEnd(46)} ${value.toFixed(2).padStart(9)} ${unit}   goal ${goal}${met ? '' : '   NOT MET'}`);
  }

  /** The two sides of a comparison, in milliseconds. */
  sides(sides: Readonly<Record<string, readonly number[]>>): void {
    for (const [name, list] of Object.entries(sides)) {
      this.note(`  ${name.padEnd(12)} median ${quantile(list, 0.5).toFixed(3)} ms, p99 ${quantile(list, 0.99).toFixed(3)} ms`);
    }
  }

  note(line: string): void {
    if (!this.#isJson) console.log(line);
  }

  end(differences: number): void {
    if (this.#isJson) console.log(JSON.stringify({ subject: 'matching', goals: this.goals, differences }));
    if (differences > 0) process.exitCode = 1;
  }
}

export const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
export const quantile = (list: readonly number[], share: number): number =>
  list.toSorted((a, b) => a - b)[Math.floor(share * (list.length - 1))]!;
export const median = (list: readonly number[]): number => quantile(list, 0.5);
export const geometricMean = (ratios: readonly number[]): number => Math.exp(sum(ratios.map(Math.log)) / ratios.length);

export async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}

/** From the operating system: what else the machine does counts less than on the clock. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}
