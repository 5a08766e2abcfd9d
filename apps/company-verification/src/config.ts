import { defineConfig, type ConfigOf } from '@crossing/runtime';
import { subgraphSettings } from '@crossing/service';

/** Company-verification's settings. */
export const companyVerificationConfig = defineConfig({ ...subgraphSettings({ port: 4003 }) });

export type Config = ConfigOf<typeof companyVerificationConfig.settings>;

/** Reads the settings once, before anything else starts. */
export const readConfig = (): Config => companyVerificationConfig.read(process.env);
