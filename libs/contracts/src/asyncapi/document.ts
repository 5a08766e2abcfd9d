import type { EventContract, TopicKind } from '../event-contract.ts';
import { topicSettings, topicsOf, type TopicSpec } from '../topics.ts';
import { cloudEventHeaders, headersOf } from './headers.ts';

/** A contract and the sentence that says what it tells. */
export interface Described {
  readonly contract: EventContract<unknown>;
  readonly description: string;
}

/**
 * The AsyncAPI 3 document of what the network publishes: topics as channels, contracts as messages, and who sends. Who receives
 * is not in it: publishers do not know their readers. It names no servers, as every operator has other ones.
 */
export function asyncApiOf(version: string, described: readonly Described[]): object {
  const channels = topicsOf(described.map(({ contract }) => contract)).map((spec) => ({
    spec,
    contracts: described.filter(({ contract }) => contract.topic === spec.topic).map(({ contract }) => contract),
  }));
  return plain({
    asyncapi: '3.0.0',
    info: { title: 'Crossing Hurdles: events', version, description: intro, license },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels.map(({ spec, contracts }) => [spec.topic, channelOf(spec, contracts)])),
    operations: Object.fromEntries(channels.map(({ spec, contracts }) => [`send.${spec.topic}`, sendOf(spec, contracts)])),
    components: {
      messages: Object.fromEntries(described.map((one) => [one.contract.name, messageOf(one)])),
      schemas: { CloudEventHeaders: cloudEventHeaders },
    },
  });
}

const intro = [
  'What the subgraphs publish, from which read models are built and analysts read.',
  'Delivery is at least once and in order per key: remember ce_id, or per topic and key the ce_sequence that you have.',
  'Fields are only added: ignore fields that you do not know, and take a value that is not among `x-known-values` as "unknown".',
  'No message holds personal data: a person is a pseudonym (subjectRef, the same as contributorId).',
].join('\n');
const license = { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' };

const kinds: Readonly<Record<TopicKind, string>> = {
  fact: 'What happened, once. Kept for good; an operator may limit that where an archive stands beside it.',
  state:
    'The whole public snapshot of an aggregate after each change. Compacted: the newest message of a key stays. A message without a value (a tombstone, with all its headers) says that the key was erased.',
};

/** Kafka's settings as the binding wants them: policies as a list, everything else is a number. */
const configurationOf = (spec: TopicSpec): object =>
  Object.fromEntries(
    Object.entries(topicSettings(spec)).map(([name, value]) => [name, name === 'cleanup.policy' ? value.split(',') : Number(value)]),
  );

function channelOf(spec: TopicSpec, contracts: readonly EventContract<unknown>[]): object {
  const { topic, kind, partitions } = spec;
  const keys = [...new Set(contracts.map(({ key }) => key))].join(', ');
  return {
    address: topic,
    description: `${kinds[kind]} Key: ${keys}.`,
    messages: Object.fromEntries(contracts.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }])),
    bindings: { kafka: { topic, partitions, topicConfiguration: configurationOf(spec), bindingVersion: '0.5.0' } },
    'x-kind': kind,
  };
}

function sendOf({ topic }: TopicSpec, contracts: readonly EventContract<unknown>[]): object {
  const service = contracts[0]!.source.slice(1);
  const channel = `#/channels/${topic}`;
  return {
    action: 'send',
    title: `${service} publishes`,
    channel: { $ref: channel },
    messages: contracts.map(({ name }) => ({ $ref: `${channel}/messages/${name}` })),
    tags: [{ name: service }],
  };
}

function messageOf({ contract, description }: Described): object {
  const { name, type, key, kind, schema } = contract;
  return {
    name: type,
    title: name,
    summary: description,
    contentType: 'application/json',
    headers: headersOf(contract),
    payload: { schemaFormat: 'application/schema+json;version=draft-07', schema },
    bindings: { kafka: { key: { ...(schema['properties'] as Record<string, object>)[key], description: key }, bindingVersion: '0.5.0' } },
    'x-kind': kind,
  };
}

/** Without what JSON cannot say. */
const plain = (document: object): object => JSON.parse(JSON.stringify(document)) as object;
