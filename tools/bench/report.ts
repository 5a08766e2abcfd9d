import { quantile } from './statistics.ts';

export interface Goal {
  readonly name: string;
  readonly goal: number;
  readonly value: number;
  readonly met: boolean;
}

/** One of them at least. */
interface Bounds {
  readonly most?: number;
  readonly least?: number;
}

/** What was measured against its goals: a line each, or one line of JSON at the end. */
export class Report {
  readonly goals: Goal[] = [];
  readonly #subject: string;
  readonly #isJson: boolean;

  constructor({ subject, json }: { readonly subject: string; readonly json: boolean }) {
    this.#subject = subject;
    this.#isJson = json;
  }

  goal(name: string, unit: string, value: number, { most = Infinity, least = -Infinity }: Bounds): void {
    const met = value >= least && value <= most;
    this.goals.push({ name, goal: Number.isFinite(most) ? most : least, value: Math.round(value * 1000) / 1000, met });
    const goal = [Number.isFinite(least) && `≥ ${least}`, Number.isFinite(most) && `≤ ${most}`].filter(Boolean).join(', ');
    this.note(`${name.padEnd(78)} ${value.toFixed(2).padStart(9)} ${unit}   goal ${goal}${met ? '' : '   NOT MET'}`);
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
    if (this.#isJson) console.log(JSON.stringify({ subject: this.#subject, goals: this.goals, differences }));
    if (differences > 0) process.exitCode = 1;
  }
}
