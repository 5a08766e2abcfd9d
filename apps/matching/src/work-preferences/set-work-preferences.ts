import type { Money } from '@crossing/kernel';
import { requirePerson, type Caller, type InvalidInput } from '@crossing/subgraph';
import type { PayPolicy } from '@crossing/taxonomy';
import type { Transact } from '../unit-of-work.ts';
import { preferencesOf, type WorkPreferences } from './work-preferences.ts';

interface Deps {
  readonly transact: Transact;
  readonly payPolicy: PayPolicy;
  /** Called after the commit: the index holds the person's hours and rate. */
  readonly personChanged: (contributorId: string) => Promise<void>;
}

interface Request {
  readonly hoursPerWeek: { readonly min: number; readonly max: number };
  readonly minHourly: Money | null;
}

export interface SetWorkPreferencesSuccess {
  readonly kind: 'SetWorkPreferencesSuccess';
  readonly workPreferences: WorkPreferences;
}

export type SetWorkPreferencesResult = SetWorkPreferencesSuccess | InvalidInput;

/** States the caller's own hours and minimum pay. Private: emits nothing, and the audit entry names no figure. */
export const setWorkPreferences =
  ({ transact, payPolicy, personChanged }: Deps) =>
  async (caller: Caller, request: Request): Promise<SetWorkPreferencesResult> => {
    const { subject } = requirePerson(caller);
    const result = await transact(caller, async (tx): Promise<SetWorkPreferencesResult> => {
      const decision = preferencesOf({ contributorId: subject, ...request }, (currency) =>
        Object.hasOwn(payPolicy.exchangeRates.perUsd, currency),
      );
      if ('kind' in decision) return decision;
      const workPreferences = await tx.workPreferences.put(decision);
      await tx.audit.record({
        action: 'work-preferences.set',
        aggregate: 'work-preferences',
        aggregateId: subject,
        version: workPreferences.version,
        detail: {},
      });
      return { kind: 'SetWorkPreferencesSuccess', workPreferences };
    });
    if (result.kind === 'SetWorkPreferencesSuccess') await personChanged(subject);
    return result;
  };
