/** One setting, with what its reference page says of it. */
export interface Setting<Value> {
  readonly type: string;
  readonly meaning: string;
  readonly unit: string | null;
  readonly secret: boolean;
  /** Used when the variable is absent; undefined makes it required. */
  readonly fallback: Value | undefined;
  /** Replaces `fallback` in production; null makes it required there. */
  readonly productionFallback: Value | null | undefined;
  /** The value of a text, or an error that says what would be right. */
  readonly parse: (text: string) => Value;
}

interface Described<Value> {
  readonly meaning: string;
  readonly default?: Value;
  readonly productionDefault?: Value;
  /** True when the default is for development only: production must set it. */
  readonly developmentOnly?: boolean;
  readonly unit?: string;
}

function make<Value>(type: string, given: Described<Value>, parse: (text: string) => Value, secret = false): Setting<Value> {
  return {
    type,
    meaning: given.meaning,
    unit: given.unit ?? null,
    secret,
    fallback: given.default,
    productionFallback: given.developmentOnly ? null : given.productionDefault,
    parse,
  };
}

function integerOf(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || value < min || value > max) throw new Error(`must be a whole number from ${min} to ${max}`);
  return value;
}

function urlOf(text: string): string {
  if (!URL.canParse(text)) throw new Error('must be a URL, such as http://127.0.0.1:4000');
  return text;
}

function flagOf(text: string): boolean {
  if (!['true', 'false'].includes(text)) throw new Error('must be true or false');
  return text === 'true';
}

function optionOf<Option extends string>(text: string, options: readonly Option[]): Option {
  const found = options.find((option) => option === text);
  if (found === undefined) throw new Error(`must be one of ${options.join(', ')}`);
  return found;
}

const someText = (text: string): string => {
  if (text.trim() === '') throw new Error('must not be empty');
  return text;
};

/** Makes the settings of a `config.ts`. A setting without a default is required. */
export const setting = {
  text: (given: Described<string>) => make('text', given, someText),
  secret: (given: Described<string>) => make('secret', given, someText, true),
  url: (given: Described<string>) => make('URL', given, urlOf),
  port: (given: Described<number>) => make('port', given, (text) => integerOf(text, 0, 65_535)),
  integer: ({ min = 0, max = Number.MAX_SAFE_INTEGER, ...given }: Described<number> & { readonly min?: number; readonly max?: number }) =>
    make(`integer, ${min} to ${max === Number.MAX_SAFE_INTEGER ? '…' : max}`, given, (text) => integerOf(text, min, max)),
  flag: (given: Described<boolean>) => make('true or false', given, flagOf),
  oneOf: <Option extends string>(options: readonly Option[], given: Described<Option>) =>
    make<Option>(options.join(', '), given, (text) => optionOf(text, options)),
  list: (given: Described<readonly string[]>) =>
    make<readonly string[]>('list, by comma', given, (text) => text.split(',').map((entry) => someText(entry).trim())),
  /** Of a type of its own; the parser throws what would be right. */
  parsed: <Value>(
    type: string,
    { secret = false, ...given }: Described<Value> & { readonly secret?: boolean },
    parse: (text: string) => Value,
  ) => make(type, given, parse, secret),
  /** A setting that may be absent: null then. One that is `developmentOnly` may be absent in development only. */
  optional: <Value>(inner: Setting<Value>): Setting<Value | null> => ({ ...inner, fallback: null }),
};
