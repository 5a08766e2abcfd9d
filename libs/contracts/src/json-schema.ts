import type { EventContract } from './event-contract.ts';

/** The contract’s JSON Schema (draft-07) as it is committed in `schemas/`, for readers in other languages. */
export const jsonSchemaOf = ({ schema }: EventContract<unknown>, description: string): object =>
  JSON.parse(JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', description, ...schema })) as object;
