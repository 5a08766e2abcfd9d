import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, person } from '../fields.ts';

const data = Type.Object({ contributorId: person(), version: ordinal(), submittedAt: instant() });

/** A profile was handed to the reviewers. Key: contributorId. */
export const ProfileSubmitted = fact({ name: 'ProfileSubmitted', service: 'contributor', aggregate: 'profile', event: 'submitted', data });

export type ProfileSubmitted = Static<typeof data>;
