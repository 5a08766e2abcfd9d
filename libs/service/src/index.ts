export { mergeResolvers } from './merge-resolvers.ts';
export { once, type OnceRequest, type OnceSteps } from './once.ts';
export { payPolicySetting, subgraphSettings } from './settings.ts';
export type { AppDeps, SubgraphApp } from './subgraph-app.ts';
export type { SubgraphConfig } from './subgraph-config.ts';
export { unitOfWork, type Effects, type UnitOfWork, type UnitOfWorkOptions } from './unit-of-work.ts';
