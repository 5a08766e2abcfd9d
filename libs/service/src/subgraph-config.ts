import type { ConfigOf } from '@crossing/runtime';
import type { subgraphSettings } from './settings.ts';

/** What the chassis reads of an app's configuration. */
export type SubgraphConfig = ConfigOf<ReturnType<typeof subgraphSettings>>;
