import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { allContracts } from './index.ts';
import { jsonSchemaOf } from './json-schema.ts';

const folder = path.join(import.meta.dirname, '../schemas');

describe('schemas/', () => {
  it('has one file a contract, no more and no less', () => {
    expect(readdirSync(folder).toSorted()).toEqual(allContracts.map(({ type }) => `${type}.json`).toSorted());
  });

  it.each(allContracts.map((contract) => [contract.type, contract] as const))(
    '%s is as generated: node generate/json-schemas.ts, then prettier',
    (type, contract) => {
      const committed = JSON.parse(readFileSync(path.join(folder, `${type}.json`), 'utf8')) as object;

      expect(committed).toEqual(JSON.parse(jsonSchemaOf(contract)));
      expect(new Ajv().validateSchema(committed)).toBe(true);
    },
  );
});
