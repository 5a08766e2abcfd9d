import { generatedFiles } from './generated-files.ts';
import { writeAll } from './write-all.ts';

// nx run contracts:codegen (npm run codegen for all projects): writes schemas/ and docs/asyncapi.json. They are committed, for
// readers who have no Node; CI compares.
await writeAll(generatedFiles());
