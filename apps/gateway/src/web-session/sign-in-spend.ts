import { Refusal } from '@crossing/subgraph/refusal.ts';
import { GraphQLError } from 'graphql';
import type { Spend } from '../limits/cost-budget.ts';
import { MUTATION_WEIGHT } from '../limits/operation-cost.ts';

/** Takes from the share of a client address what the mutation `signIn` would. */
export const signInSpend =
  (spend: Spend) =>
  async (address: string): Promise<void> => {
    await spend({ subject: null, address }, MUTATION_WEIGHT).catch((error: unknown) => {
      if (!(error instanceof GraphQLError)) throw error;
      throw new Refusal('RATE_LIMITED', error.message, { retryAfter: error.extensions['retryAfter'] });
    });
  };
