import { asyncApiOf } from '../src/asyncapi/document.ts';
import { allContracts } from '../src/index.ts';
import { jsonSchemaOf } from '../src/json-schema.ts';
import { docstringOf } from './docstring.ts';
import { releasedSets } from './released.ts';

/** What is generated from the contracts, by the path in the repository. */
export function generatedFiles(): Readonly<Record<string, object>> {
  const described = allContracts.map((contract) => ({ contract, description: docstringOf(contract) }));
  return {
    ...Object.fromEntries(
      described.map(({ contract, description }) => [`libs/contracts/schemas/${contract.type}.json`, jsonSchemaOf(contract, description)]),
    ),
    'docs/asyncapi.json': asyncApiOf(releasedSets().at(-1)!.version, described),
  };
}
