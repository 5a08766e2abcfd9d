import type { EventContract } from '../event-contract.ts';

/** A JSON Schema, draft-07, as far as `keywords.ts` understands it. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly 'x-known-values'?: readonly string[];
}

/** What others rely on of a contract. */
export interface ContractShape {
  readonly name: string;
  readonly topic: string;
  readonly kind: string;
  readonly source: string;
  readonly key: string;
  readonly schema: Schema;
}

/** All contracts of one version, by type. */
export interface ContractSet {
  readonly version: string;
  readonly contracts: Readonly<Record<string, ContractShape>>;
}

/** What these contracts promise, as plain data. */
export function contractSetOf(version: string, contracts: readonly EventContract<unknown>[]): ContractSet {
  const shapes = contracts.map(({ type, name, topic, kind, source, key, schema }) => [type, { name, topic, kind, source, key, schema }]);
  return { version, contracts: JSON.parse(JSON.stringify(Object.fromEntries(shapes))) as ContractSet['contracts'] };
}
