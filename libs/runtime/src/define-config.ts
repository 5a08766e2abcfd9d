import { readFileSync } from 'node:fs';
import type { Setting } from './setting.ts';

export type Settings = Readonly<Record<string, Setting<unknown>>>;
export type ConfigOf<S extends Settings> = {
  readonly [Name in keyof S]: S[Name] extends Setting<infer Value> ? Value : never;
} & { readonly production: boolean };

/** What is wrong with the environment: every problem at once. */
export class InvalidConfiguration extends Error {
  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidConfiguration';
  }
}

/** What login shells and terminals set for themselves: a setting of that name would take their value for its own. */
const TAKEN: ReadonlySet<string> = new Set(
  'COLUMNS DISPLAY EDITOR HOME HOST HOSTNAME LANG LANGUAGE LINES LOGNAME MAIL MANPATH PAGER PATH PS1 PWD SHELL TERM TMP TMPDIR TZ USER USERNAME VISUAL'.split(
    ' ',
  ),
);

/**
 * Parses an environment once. `NAME_FILE` names a file that holds the value of `NAME`. In production (`NODE_ENV`) defaults
 * that are meant for development do not count. Throws InvalidConfiguration, which lists every problem; throws at once for a
 * setting whose name a login shell uses.
 */
export function defineConfig<const S extends Settings>(settings: S): { readonly settings: S; read(env: NodeJS.ProcessEnv): ConfigOf<S> } {
  const taken = Object.keys(settings).find((name) => TAKEN.has(name));
  if (taken) throw new Error(`A setting cannot be called ${taken}: shells set that variable to something else.`);
  return {
    settings,
    read(env) {
      const production = env['NODE_ENV'] === 'production';
      const problems: string[] = [];
      const values = Object.entries(settings).map(([name, setting]) => {
        try {
          return [name, valueOf(name, setting, env, production)];
        } catch (error) {
          problems.push(`${name} ${(error as Error).message}`);
          return [name, undefined];
        }
      });
      if (problems.length > 0) throw new InvalidConfiguration(problems);
      return Object.freeze({ ...Object.fromEntries(values), production }) as ConfigOf<S>;
    },
  };
}

function valueOf(name: string, setting: Setting<unknown>, env: NodeJS.ProcessEnv, production: boolean): unknown {
  const text = textOf(name, env);
  if (text !== undefined) {
    const value = setting.parse(text);
    if (production && setting.productionFallback === null && value === setting.fallback)
      throw new Error('has the value that is meant for development; production needs one of its own');
    return value;
  }
  const fallback = production && setting.productionFallback !== undefined ? (setting.productionFallback ?? undefined) : setting.fallback;
  if (fallback === undefined) {
    const inProduction = production && setting.fallback !== undefined ? ' in production' : '';
    throw new Error(`must be set${inProduction}: ${setting.meaning}`);
  }
  return fallback;
}

function textOf(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const file = env[`${name}_FILE`];
  if (file === undefined) return env[name];
  if (env[name] !== undefined) throw new Error(`and ${name}_FILE are both set; set one of them`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Error(`cannot be read from ${file} (${(error as NodeJS.ErrnoException).code})`, { cause: error });
  }
}

export interface SettingRow {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly default: string;
  readonly meaning: string;
  readonly secret: boolean;
}

/** The settings as rows of a reference page. */
export const describeSettings = (settings: Settings): SettingRow[] =>
  Object.entries(settings).map(([name, { type, unit, fallback, productionFallback, meaning, secret }]) => ({
    name,
    type,
    unit: unit ?? '',
    default: defaultText(fallback, productionFallback, secret),
    meaning,
    secret,
  }));

function defaultText(fallback: unknown, productionFallback: unknown, secret: boolean): string {
  const text = (value: unknown): string => {
    if (value === null) return 'none';
    return secret ? 'a development value' : String(value) || 'empty';
  };
  if (fallback === undefined) return 'required';
  if (productionFallback === null) return `${text(fallback)}; required in production`;
  return productionFallback === undefined ? text(fallback) : `${text(fallback)}; in production ${text(productionFallback)}`;
}
