import type { TSchema } from '@sinclair/typebox';
import { isUuid } from '@crossing/kernel';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

/** The broken rules of `data`, which loses every field that the schema does not declare. */
export type Validate = (data: unknown) => string[];

const ajv = formats.default(new Ajv({ allErrors: true, removeAdditional: 'all', strict: true, strictTypes: false }));
ajv.addFormat('uuid', isUuid);
ajv.addKeyword({ keyword: 'x-known-values', metaSchema: { type: 'array', items: { type: 'string' } } });

/** Compiles a schema. */
export function validator(schema: TSchema): Validate {
  const validate = ajv.compile(schema);
  return (data) =>
    validate(data) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`);
}
