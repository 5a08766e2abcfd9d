import { sqlOf } from '@crossing/runtime';
import type { EntityManager } from 'typeorm';
import type { ContributorCard, ContributorCards } from './contributor.ts';

/** Cards from the view that holds the law of need-to-know: the widest of the reasons that count now. */
export const contributorStore = (manager: EntityManager): ContributorCards => ({
  async findMany(contributorIds, now) {
    const { rows } = await sqlOf(manager).query<ContributorCard>(
      `SELECT DISTINCT ON (contributor_id) contributor_id AS "contributorId", display_name AS "displayName", headline, languages, professions
       FROM contributor_card WHERE contributor_id = ANY ($1::uuid[]) AND valid_until > $2 ORDER BY contributor_id, by_name DESC`,
      [contributorIds, now],
    );
    return rows;
  },
});
