import { gatewayConfig, type GatewayConfig } from '../config.ts';
import { limitsOf, type GatewayLimits } from './limits.ts';

/** The limits as they are by default, but for `changes`. */
export const limitsWith = (changes: Partial<GatewayConfig>): GatewayLimits => {
  const defaults = Object.entries(gatewayConfig.settings).map(([name, { fallback }]) => [name, fallback]);
  return limitsOf({ ...(Object.fromEntries(defaults) as GatewayConfig), ...changes });
};
