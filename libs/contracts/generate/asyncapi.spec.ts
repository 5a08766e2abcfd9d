import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { allContracts, topicsOf } from '../src/index.ts';
import { generatedFiles } from './generated-files.ts';

interface AsyncApi {
  readonly channels: Record<string, { messages: Record<string, { $ref: string }>; bindings: { kafka: object } }>;
  readonly operations: Record<string, { action: string; channel: { $ref: string }; messages: readonly { $ref: string }[] }>;
  readonly components: { messages: Record<string, { name: string; headers: object; payload: { schema: object } }>; schemas: object };
}

const document = generatedFiles()['docs/asyncapi.json'] as AsyncApi;
// The official schema brings draft-07 with it, so ajv must not.
const ajv = formats.default(new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false }));
const official = ajv.compile(specs.schemas['3.0.0']);

/** What a reference within the document leads to. */
const at = (ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((place, name) => (place as Record<string, unknown>)[name], document);

describe('docs/asyncapi.json', () => {
  it('is valid by the official schema of AsyncAPI 3', () => {
    official(document);

    expect(official.errors ?? []).toEqual([]);
    expect(official({ ...document, channels: { broken: { messages: 7 } } })).toBe(false);
  });

  it('has every topic with its kind and partitions, and who sends on it', () => {
    for (const { topic, kind, partitions } of topicsOf(allContracts)) {
      expect(document.channels[topic]).toMatchObject({ address: topic, 'x-kind': kind, bindings: { kafka: { topic, partitions } } });
      expect(document.operations[`send.${topic}`]).toMatchObject({ action: 'send', channel: { $ref: `#/channels/${topic}` } });
    }
    expect(Object.keys(document.channels)).toHaveLength(topicsOf(allContracts).length);
    expect(document.channels['crossing.matching.offer.fact.v1']).toMatchObject({
      bindings: { kafka: { topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1 } } },
    });
    expect(document.channels['crossing.contributor.profile.state.v1']).toMatchObject({
      bindings: { kafka: { topicConfiguration: { 'cleanup.policy': ['compact'] } } },
    });
  });

  it('has every contract as a message with its schema, on its channel and in its operation', () => {
    for (const { name, type, topic, schema } of allContracts) {
      const inChannel = document.channels[topic]!.messages[name]!;
      const reference = { $ref: `#/channels/${topic}/messages/${name}` };

      expect(at(inChannel.$ref)).toMatchObject({ name: type, title: name, payload: { schema: JSON.parse(JSON.stringify(schema)) } });
      expect(document.operations[`send.${topic}`]!.messages).toContainEqual(reference);
      expect(at(reference.$ref)).toBe(inChannel);
    }
  });

  it('describes headers as they are sent', () => {
    const { OfferIssued } = document.components.messages;
    const check = new Ajv({ strict: false, validateFormats: false }).compile({ ...OfferIssued!.headers, components: document.components });
    const headers = {
      ...{ 'content-type': 'application/json', ce_specversion: '1.0', ce_id: '1', ce_source: '/matching', ce_subject: 'k' },
      ...{ ce_type: 'matching.offer.issued.v1', ce_dataschema: 'urn:crossing:matching.offer.issued.v1' },
      ...{ ce_time: '2026-01-01T00:00:00.000Z', ce_partitionkey: 'k', ce_sequence: '1', ce_correlationid: 'c' },
    };

    expect(check(headers)).toBe(true);
    expect(check({ ...headers, ce_type: 'matching.offer.declined.v1' })).toBe(false);
    expect(check({ ...headers, ce_sequence: undefined })).toBe(false);
  });
});
