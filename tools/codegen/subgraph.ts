import path from 'node:path';
import type { CodegenConfig } from '@graphql-codegen/cli';

/** What a subgraph tells about itself; module paths are seen from `src/generated/`, e.g. `../profile/profile.ts#Profile`. */
interface SubgraphCodegen {
  /** `module#Type` of the resolvers' context. */
  readonly context?: string;
  /** By SDL type, `module#Type` of the value that its resolvers receive. Types without one are as the SDL says. */
  readonly mappers?: Readonly<Record<string, string>>;
}

const sharedSdl = path.join(import.meta.dirname, '../../libs/subgraph/src/shared.graphql');

// What a scalar is in TypeScript, in both directions; libs/subgraph parses and serialises them (decisions D15). Every other one is text.
const scalars = {
  ID: { input: 'string', output: 'string' },
  DateTime: { input: 'Date', output: 'Date' },
  BigInt: { input: 'bigint', output: 'bigint' },
};

/**
 * Types of a subgraph's resolvers, `src/generated/resolvers.ts`, from the SDL of all its slices. Types only: nothing of it is there at run time.
 * Members of a result union need no mapper: what a use case returns fits by its shape, `kind` is its `__typename`.
 */
export const subgraphCodegen = ({ context = '../context.ts#Context', mappers = {} }: SubgraphCodegen = {}): CodegenConfig => ({
  overwrite: true,
  schema: [sharedSdl, 'src/**/*.graphql'],
  generates: {
    'src/generated/resolvers.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        contextType: context,
        mappers,
        scalars,
        defaultScalarType: 'string',
        enumsAsTypes: true,
        immutableTypes: true,
        useTypeImports: true,
        importExtension: '.ts',
        maybeValue: 'T | null',
        inputMaybeValue: 'T | null | undefined',
        // The server resolves unions and interfaces by `kind`.
        optionalResolveType: true,
      },
    },
  },
});
