import { Type, type Static, type TObject, type TProperties, type TSchema } from '@sinclair/typebox';
import { ContractViolation } from './contract-violation.ts';
import { validator, type Validate } from './validator.ts';

/** `fact`: what happened, once. `state`: the whole public snapshot of an aggregate after each change, in a compacted topic. */
export type TopicKind = 'fact' | 'state';

/** What one kind of event looks like: the single source of its type, its JSON Schema and its parser. */
export interface EventContract<Data> {
  /** `OpportunityPublished` */
  readonly name: string;
  /** `company-verification.opportunity.published.v1`: `ce_type` on the wire. */
  readonly type: string;
  /** `crossing.company-verification.opportunity.fact.v1` */
  readonly topic: string;
  /** `/company-verification`: `ce_source` on the wire. */
  readonly source: string;
  readonly kind: TopicKind;
  /** The field whose value is the message's key, and so decides what stays in order. */
  readonly key: string;
  /** Draft-07 JSON Schema with the id `urn:crossing:<type>`: `ce_dataschema` on the wire. */
  readonly schema: TSchema;
  /**
   * A copy of `raw` with the declared fields only: what a newer publisher adds is ignored, and what no contract declares
   * does not leave. Throws ContractViolation.
   */
  parse(raw: unknown): Data;
}

/** Something that happened: reactions consume it. */
export interface FactContract<Data> extends EventContract<Data> {
  readonly kind: 'fact';
}

/** A snapshot: read models consume it. A tombstone (no value) on its topic says that the key was erased. */
export interface StateContract<Data> extends EventContract<Data> {
  readonly kind: 'state';
}

interface StateOptions<Properties extends TProperties> {
  readonly name: string;
  /** Kebab-case, e.g. `company-verification`. */
  readonly service: string;
  /** Kebab-case, e.g. `opportunity`. */
  readonly aggregate: string;
  /** The field that names the aggregate. */
  readonly key: keyof Properties & string;
  readonly data: TObject<Properties>;
  /** 1 unless a breaking change made a new contract beside the old one: then 2 and so on, also in the name (`OfferIssuedV2`). */
  readonly major?: number;
}

interface FactOptions<Properties extends TProperties> extends StateOptions<Properties> {
  /** Past tense, kebab-case, e.g. `published`. */
  readonly event: string;
}

/** The contract of something that happened to an aggregate. */
export const fact = <Properties extends TProperties>({
  event,
  ...rest
}: FactOptions<Properties>): FactContract<Static<TObject<Properties>>> => ({ kind: 'fact', ...contract('fact', event, rest) });

/** The contract of an aggregate's public snapshot. */
export const state = <Properties extends TProperties>(options: StateOptions<Properties>): StateContract<Static<TObject<Properties>>> => ({
  kind: 'state',
  ...contract('state', 'state', options),
});

function contract<Properties extends TProperties>(
  kind: TopicKind,
  event: string,
  { name, service, aggregate, key, data, major = 1 }: StateOptions<Properties>,
): Omit<EventContract<Static<TObject<Properties>>>, 'kind'> {
  const type = `${service}.${aggregate}.${event}.v${major}`;
  const schema = Type.Object(data.properties, { ...data, $id: `urn:crossing:${type}`, title: name });
  let compiled: Validate | undefined;
  return {
    name,
    type,
    topic: `crossing.${service}.${aggregate}.${kind}.v${major}`,
    source: `/${service}`,
    key,
    schema,
    parse(raw) {
      // Compiled when it is first needed: a process uses a few of all contracts.
      compiled ??= validator(schema);
      const copy: unknown = structuredClone(raw);
      const issues = compiled(copy);
      if (issues.length > 0) throw new ContractViolation(name, issues);
      return copy as Static<TObject<Properties>>;
    },
  };
}
