import { defineConfig } from '@crossing/runtime';
import { subgraphSettings } from '@crossing/service/settings.ts';

/** Everything that an operator can set. */
export const settings = defineConfig(subgraphSettings({ port: 4003 }));

/** The configuration of this process. */
export const readConfig = () => settings.read(process.env);
