import type { ContractShape, Schema } from './contract-set.ts';
import { incompatibilities, sentenceOf } from './incompatibilities.ts';

const TYPE = 'matching.thing.happened.v1';
const shape = (schema: Schema, more: Partial<ContractShape> = {}): ContractShape => ({
  ...{ name: 'ThingHappened', topic: 'crossing.matching.thing.fact.v1', kind: 'fact', source: '/matching', key: 'thingId' },
  schema,
  ...more,
});
const set = (version: string, ...shapes: readonly ContractShape[]) => ({
  version,
  contracts: Object.fromEntries(shapes.map((one) => [TYPE, one])),
});
const between = (older: ContractShape, newer: ContractShape) => incompatibilities(set('1.0.0', older), set('1.1.0', newer));

const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties), more: Schema = {}): Schema => ({
  ...{ type: 'object', properties, required },
  ...more,
});
const field = (schema: Schema): Schema => object({ a: schema });
const text: Schema = { type: 'string' };
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const open = (...values: readonly string[]): Schema => ({ type: 'string', minLength: 1, maxLength: 64, 'x-known-values': values });
const closed: Schema = { additionalProperties: false };

describe('incompatibilities', () => {
  // [what changes, older, newer, the field, the rule]
  it.each<[string, Schema, Schema, string, string]>([
    ['a new required field', object({}), field(text), '/properties/a', 'required-added'],
    ['an optional field becomes required', object({ a: text }, []), field(text), '/properties/a', 'required-added'],
    ['a required field becomes optional', field(text), object({ a: text }, []), '/properties/a', 'required-dropped'],
    ['a required field goes away', field(text), object({}), '/properties/a', 'property-removed'],
    ['an optional field goes away', object({ a: text }, []), object({}), '/properties/a', 'property-removed'],
    [
      'a field of a list’s items goes away',
      field({ type: 'array', items: field(text) }),
      field({ type: 'array', items: object({}) }),
      '/properties/a/items/properties/a',
      'property-removed',
    ],
    ['another type', field(text), field({ type: 'integer' }), '/properties/a', 'type-changed'],
    ['a narrower type', field({ type: 'number' }), field({ type: 'integer' }), '/properties/a', 'type-narrowed'],
    ['a wider type', field({ type: 'integer' }), field({ type: 'number' }), '/properties/a', 'type-widened'],
    ['nullable becomes not nullable', field(nullable(text)), field(text), '/properties/a/anyOf/1', 'null-removed'],
    ['not nullable becomes nullable', field(text), field(nullable(text)), '/properties/a/anyOf/1', 'null-added'],
    ['null leaves a list of types', field({ type: ['string', 'null'] }), field(text), '/properties/a', 'null-removed'],
    [
      'one of several branches goes away',
      field({ anyOf: [text, { type: 'integer' }] }),
      field(text),
      '/properties/a/anyOf/1',
      'type-narrowed',
    ],
    ['a removed enum value', field({ enum: ['A', 'B'] }), field({ enum: ['A'] }), '/properties/a', 'value-removed'],
    ['a new value of a closed enum', field({ enum: ['A'] }), field({ enum: ['A', 'B'] }), '/properties/a', 'value-added'],
    ['an open enum is closed', field(open('A')), field({ enum: ['A'] }), '/properties/a', 'value-removed'],
    ['a closed enum is opened', field({ enum: ['A'] }), field(open('A')), '/properties/a', 'value-added'],
    ['a value of an open enum is told no more', field(open('A', 'B')), field(open('A')), '/properties/a', 'known-value-removed'],
    ['another const', field({ const: 1 }), field({ const: 2 }), '/properties/a', 'value-changed'],
    ['a new pattern', field(text), field({ ...text, pattern: '^x' }), '/properties/a', 'pattern-tightened'],
    ['another pattern', field({ ...text, pattern: '^x' }), field({ ...text, pattern: '^y' }), '/properties/a', 'pattern-changed'],
    ['no pattern any more', field({ ...text, pattern: '^x' }), field(text), '/properties/a', 'pattern-loosened'],
    ['a new format', field(text), field({ ...text, format: 'uuid' }), '/properties/a', 'format-tightened'],
    ['another format', field({ ...text, format: 'date' }), field({ ...text, format: 'date-time' }), '/properties/a', 'format-changed'],
    ['no format any more', field({ ...text, format: 'uuid' }), field(text), '/properties/a', 'format-loosened'],
    [
      'a higher minimum',
      field({ type: 'integer', minimum: 0 }),
      field({ type: 'integer', minimum: 1 }),
      '/properties/a',
      'limit-tightened',
    ],
    ['a lower minimum', field({ type: 'integer', minimum: 1 }), field({ type: 'integer', minimum: 0 }), '/properties/a', 'limit-loosened'],
    ['a new maximum', field({ type: 'number' }), field({ type: 'number', maximum: 9 }), '/properties/a', 'limit-tightened'],
    ['a shorter text', field({ ...text, maxLength: 9 }), field({ ...text, maxLength: 8 }), '/properties/a', 'limit-tightened'],
    ['a longer text', field({ ...text, maxLength: 8 }), field({ ...text, maxLength: 9 }), '/properties/a', 'limit-loosened'],
    ['a longer minimal text', field(text), field({ ...text, minLength: 1 }), '/properties/a', 'limit-tightened'],
    [
      'fewer items',
      field({ type: 'array', items: text }),
      field({ type: 'array', items: text, maxItems: 3 }),
      '/properties/a',
      'limit-tightened',
    ],
    [
      'more items at least',
      field({ type: 'array', items: text }),
      field({ type: 'array', items: text, minItems: 1 }),
      '/properties/a',
      'limit-tightened',
    ],
    [
      'other items',
      field({ type: 'array', items: text }),
      field({ type: 'array', items: { type: 'integer' } }),
      '/properties/a/items',
      'type-changed',
    ],
    [
      'items of one kind where any were',
      field({ type: 'array' }),
      field({ type: 'array', items: text }),
      '/properties/a',
      'items-narrowed',
    ],
    ['items of any kind where one was', field({ type: 'array', items: text }), field({ type: 'array' }), '/properties/a', 'items-widened'],
    ['a content model is closed', field(text), object({ a: text }, ['a'], closed), '', 'content-closed'],
    ['a content model is opened', object({ a: text }, ['a'], closed), field(text), '', 'content-opened'],
    [
      'a field is added to a closed content model',
      object({}, [], closed),
      object({ a: text }, [], closed),
      '/properties/a',
      'property-added-to-closed',
    ],
    [
      'a field deep inside',
      field(nullable(field(text))),
      field(nullable(field({ type: 'integer' }))),
      '/properties/a/anyOf/0/properties/a',
      'type-changed',
    ],
    ['a name that a pointer must escape', object({ 'a/b': text }), object({}), '/properties/a~1b', 'property-removed'],
  ])('refuses: %s', (_, older, newer, path, rule) => {
    const found = between(shape(older), shape(newer));

    expect(found).toContainEqual(expect.objectContaining({ contract: TYPE, released: '1.0.0', path, rule }));
    for (const { instead } of found) expect(instead).toContain('matching.thing.happened.v2');
  });

  it.each<[string, Schema, Schema]>([
    ['nothing', field(text), field(text)],
    ['a new optional field', field(text), object({ a: text, b: text }, ['a'])],
    ['a new optional field deep inside', field(field(text)), field(object({ a: text, b: open('A') }, ['a']))],
    [
      'a new optional field of a list’s items',
      field({ type: 'array', items: field(text) }),
      field({ type: 'array', items: object({ a: text, b: text }, ['a']) }),
    ],
    ['a new optional field of what may be null', field(nullable(field(text))), field(nullable(object({ a: text, b: text }, ['a'])))],
    ['a new known value of an open enum', field(open('A')), field(open('A', 'B'))],
    ['words for people', field(text), { ...field({ ...text, description: 'What it is.' }), title: 'Thing', $comment: 'x' }],
    [
      'the order of fields and branches',
      object({ a: text, b: nullable(text) }),
      object({ b: { anyOf: [{ type: 'null' }, text] }, a: text }),
    ],
    ['nullable said in two ways', field(nullable(text)), field({ type: ['null', 'string'] })],
    ['a const said as an enum', field({ const: 'A' }), field({ enum: ['A'] })],
  ])('takes: %s', (_, older, newer) => {
    expect(between(shape(older), shape(newer))).toEqual([]);
  });

  it.each<[Partial<ContractShape>, string]>([
    [{ name: 'ThingOccurred' }, 'contract-renamed'],
    [{ topic: 'crossing.matching.other.fact.v1' }, 'topic-changed'],
    [{ kind: 'state' }, 'kind-changed'],
    [{ source: '/contributor' }, 'source-changed'],
    [{ key: 'otherId' }, 'key-changed'],
  ])('refuses a contract that becomes %j', (more, rule) => {
    expect(between(shape(object({})), shape(object({}), more))).toEqual([expect.objectContaining({ path: '', rule })]);
  });

  it('refuses a contract that is gone, or whose type has another name', () => {
    const renamed = { version: '1.1.0', contracts: { 'matching.thing.occurred.v1': shape(object({})) } };

    expect(incompatibilities(set('1.0.0', shape(object({}))), renamed)).toEqual([
      expect.objectContaining({ contract: TYPE, rule: 'contract-removed' }),
    ]);
  });

  it.each<[Schema, string]>([
    [field({ ...text, contentEncoding: 'base64' }), 'the keyword contentEncoding'],
    [field({ oneOf: [text] }), 'the keyword oneOf'],
    [{ ...object({}), patternProperties: { x: text } }, 'the keyword patternProperties'],
    [{ ...object({}), additionalProperties: text as unknown as boolean }, 'additionalProperties: {"type":"string"}'],
    [field({ type: 'array', items: [text] as unknown as Schema }), 'items: [{"type":"string"}]'],
    [field({ enum: [{}] }), 'enum: [{}]'],
    [field({ anyOf: [text], maxLength: 3 }), 'anyOf beside other rules'],
    [object({ a: true as unknown as Schema }), 'a schema that is no object'],
  ])('refuses, in new contracts too, what it does not understand: %j', (schema, what) => {
    const found = incompatibilities({ version: '1.0.0', contracts: {} }, set('1.1.0', shape(schema)));

    expect(found).toEqual([expect.objectContaining({ rule: 'keyword-unknown', why: `the comparison does not understand ${what}` })]);
  });

  it('says in a sentence what is broken where, against which version, and what to do instead', () => {
    const [found] = between(shape(field({ ...text, maxLength: 500 })), shape(field({ ...text, maxLength: 200 })));

    expect(sentenceOf(found!)).toBe(
      'matching.thing.happened.v1 /properties/a against 1.0.0: limit-tightened: the version wrote maxLength 500, which readers with maxLength 200 refuse. ' +
        'Instead: leave it as it is, or publish matching.thing.happened.v2 beside it (docs/add-an-event.md).',
    );
  });
});
