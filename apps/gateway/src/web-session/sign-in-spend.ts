import { Refusal } from '@crossing/subgraph/refusal.ts';
import { GraphQLError } from 'graphql';
import type { Spend } from '../limits/cost-budget.ts';

/** What a mutation costs. */
const COST = 10;

/** Takes from the share of a client address what the mutation `signIn` would. */
export const signInSpend =
  (spend: Spend) =>
  async (address: string): Promise<void> => {
    await spend({ subject: null, address }, COST).catch((error: unknown) => {
      if (!(error instanceof GraphQLError)) throw error;
      throw new Refusal('RATE_LIMITED', error.message, { retryAfter: error.extensions['retryAfter'] });
    });
  };
