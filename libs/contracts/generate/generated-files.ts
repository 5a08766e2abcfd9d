import { allContracts } from '../src/index.ts';
import { jsonSchemaOf } from '../src/json-schema.ts';
import { docstringOf } from './docstring.ts';

/** What is generated from the contracts, by the path in the repository. */
export function generatedFiles(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    allContracts.map((contract) => [`libs/contracts/schemas/${contract.type}.json`, jsonSchemaOf(contract, docstringOf(contract))]),
  );
}
