import { visit } from 'graphql';
import type { Subgraph } from './subgraphs.ts';

/** Fields with arguments and `@requires`: the stock gateway answers them with wrong data. */
export function unplannable(subgraphs: readonly Subgraph[]): readonly string[] {
  const found: string[] = [];
  for (const { name, typeDefs } of subgraphs)
    visit(typeDefs, {
      FieldDefinition: (field) => {
        const requires = (field.directives ?? []).some((directive) => directive.name.value === 'requires');
        if (requires && field.arguments?.length) found.push(`${field.name.value} (${name}) has arguments and @requires: split the field`);
      },
    });
  return found;
}
