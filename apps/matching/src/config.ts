import { defineConfig, type ConfigOf } from '@crossing/runtime';
import { payPolicySetting, subgraphSettings } from '@crossing/service';

/** Matching's settings. */
export const matchingConfig = defineConfig({ ...subgraphSettings({ port: 4004 }), PAY_POLICY: payPolicySetting });

export type Config = ConfigOf<typeof matchingConfig.settings>;

/** Reads the settings once, before anything else starts. */
export const readConfig = (): Config => matchingConfig.read(process.env);
