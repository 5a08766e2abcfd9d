import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { allContracts } from '../src/index.ts';
import { docstringOf } from './docstring.ts';
import { generatedFiles } from './generated-files.ts';

const root = path.join(import.meta.dirname, '../../..');
const files = generatedFiles();

describe('what is generated from the contracts', () => {
  it.each(Object.entries(files))('%s is committed as it would be now: npm run codegen', (name, content) => {
    expect(existsSync(path.join(root, name))).toBe(true);
    expect(JSON.parse(readFileSync(path.join(root, name), 'utf8'))).toEqual(content);
  });

  it('has one schema a contract, no more and no less, each a draft-07 schema with a description', () => {
    const types = allContracts.map(({ type }) => `${type}.json`);

    expect(readdirSync(path.join(root, 'libs/contracts/schemas')).toSorted()).toEqual(types.toSorted());
    for (const type of types) {
      const schema = files[`libs/contracts/schemas/${type}`]!;
      expect(new Ajv().validateSchema(schema)).toBe(true);
      expect(schema).toHaveProperty('description', expect.stringMatching(/^[A-Z].+\.$/));
    }
  });
});

describe('docstringOf', () => {
  it('is what stands above the contract', () => {
    expect(docstringOf(allContracts.find(({ name }) => name === 'OfferIssued')!)).toBe('A company made an offer.');
  });
});
