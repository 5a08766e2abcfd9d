import tree from './domains.json' with { type: 'json' };

/** A field of knowledge; `code` is `HEALTHCARE` or, below it, `HEALTHCARE.CARDIOLOGY`. */
export interface Domain {
  readonly code: string;
  readonly name: string;
  /** The top domain's code; null at the top. */
  readonly parent: string | null;
}

/** The tree, each top domain followed by its sub-fields. */
export const domains: readonly Domain[] = Object.entries(tree).flatMap(([top, { name, fields }]) => [
  { code: top, name, parent: null },
  ...Object.entries(fields).map(([field, fieldName]) => ({ code: `${top}.${field}`, name: fieldName, parent: top })),
]);

const names = new Map(domains.map(({ code, name }) => [code, name]));

export const isDomain = (code: string): boolean => names.has(code);

/** The domain's English name; null for an unknown code. */
export const domainName = (code: string): string | null => names.get(code) ?? null;

/** True when who declares `declared` also meets `required`: it is the same, or a field below it. */
export const domainCovers = (declared: string, required: string): boolean => declared === required || declared.startsWith(`${required}.`);
