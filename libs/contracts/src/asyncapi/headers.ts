import type { EventContract } from '../event-contract.ts';

/** The headers that every message has: CloudEvents 1.0, Kafka binding in binary mode (decisions D12). */
export const cloudEventHeaders = {
  type: 'object',
  required: [
    ...['content-type', 'ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_subject', 'ce_time', 'ce_dataschema'],
    ...['ce_partitionkey', 'ce_sequence', 'ce_correlationid'],
  ],
  properties: {
    'content-type': { type: 'string', const: 'application/json' },
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: { type: 'string', format: 'uuid', description: 'The same when a message is repeated: what was applied once is passed over.' },
    ce_type: { type: 'string', description: 'The contract.' },
    ce_source: { type: 'string', format: 'uri-reference', description: 'The subgraph that publishes.' },
    ce_subject: { type: 'string', description: 'The key.' },
    ce_time: { type: 'string', format: 'date-time', description: 'When it happened, by the clock of the domain.' },
    ce_dataschema: { type: 'string', format: 'uri', description: 'The $id of the JSON Schema of the value.' },
    ce_partitionkey: { type: 'string', description: 'The key.' },
    ce_sequence: { type: 'string', pattern: '^[1-9][0-9]{0,17}$', description: 'Contiguous per topic and key: 1, 2, 3 …' },
    ce_correlationid: { type: 'string', description: 'The same in everything that follows from one request.' },
    traceparent: { type: 'string', description: 'W3C Trace Context, where the request was traced.' },
  },
} as const;

/** The headers of a contract's messages. */
export const headersOf = ({ type, source, schema }: EventContract<unknown>): object => ({
  type: 'object',
  allOf: [{ $ref: '#/components/schemas/CloudEventHeaders' }],
  properties: { ce_type: { const: type }, ce_source: { const: source }, ce_dataschema: { const: schema.$id } },
});
