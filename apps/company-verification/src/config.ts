import { defineConfig, type ConfigOf } from '@crossing/runtime';
import { payPolicySetting, subgraphSettings } from '@crossing/service/settings.ts';

/** Everything that an operator can set. */
export const settings = defineConfig({ ...subgraphSettings({ port: 4003 }), PAY_POLICY: payPolicySetting });

export type Config = ConfigOf<typeof settings.settings>;

/** The configuration of this process. */
export const readConfig = (): Config => settings.read(process.env);
