import type { Caller } from '@crossing/subgraph';
import type { Read } from '../unit-of-work.ts';
import type { WorkPreferences } from './work-preferences.ts';

interface Deps {
  readonly read: Read;
}

/** The caller's own preferences; null when they set none, or nobody is signed in. */
export const viewWorkPreferences =
  ({ read }: Deps) =>
  async (caller: Caller): Promise<WorkPreferences | null> =>
    caller.kind === 'person' ? read(caller, ({ workPreferences }) => workPreferences.find(caller.subject)) : null;
