import { defineConfig, type ConfigOf } from '@crossing/runtime';
import { subgraphSettings } from '@crossing/service';

/** Contributor's settings. */
export const contributorConfig = defineConfig({ ...subgraphSettings({ port: 4002 }) });

export type Config = ConfigOf<typeof contributorConfig.settings>;

/** Reads the settings once, before anything else starts. */
export const readConfig = (): Config => contributorConfig.read(process.env);
