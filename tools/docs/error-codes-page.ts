import type { ErrorCode } from '@crossing/subgraph/error-codes.ts';
import { table } from './markdown.ts';

const intro = `# Error codes

What a client may find in \`errors[].extensions.code\`, generated from \`libs/subgraph/src/error-codes.ts\` by \`npm run docs\`. What a person can act on is no error but a member of the result's union: see the schema.

HTTP is the status when the whole operation is refused; 200 means that one field is null and the others are answered.

`;

/** docs/error-codes.md. */
export const errorCodesPage = (codes: Readonly<Record<string, ErrorCode>>): string =>
  intro +
  table(
    ['code', 'HTTP', 'when', 'what to do'],
    Object.entries(codes).map(([code, { http, when, meaning }]) => [code, String(http), when, meaning]),
  );
