import { globalId, keysetPage, tryIdOf } from '@crossing/subgraph';
import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { stub } from './contributor.ts';

/** The card of a referenced person: who they are may be hidden, that they are there is not (decisions D6). */
async function cardOf(id: string, { cards }: Context) {
  const contributorId = tryIdOf('Contributor', id);
  return contributorId ? ((await cards.load(contributorId)) ?? stub(contributorId)) : null;
}

export const contributorResolvers = (): Resolvers => ({
  Query: {
    contributor: (_root, { id }, { cards }) => {
      const contributorId = tryIdOf('Contributor', id);
      return contributorId ? cards.load(contributorId) : null;
    },
  },
  Contributor: {
    __resolveReference: ({ id }, context) => cardOf(id, context),
    id: ({ contributorId }) => globalId('Contributor', contributorId),
    trackRecord: ({ contributorId, headline }, args, { records }) =>
      headline === null ? null : records.load({ id: contributorId, page: keysetPage(args, 'day', 'id') }),
  },
});
