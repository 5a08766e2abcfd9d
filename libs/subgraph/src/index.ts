export * from './caller.ts';
export * from './connection.ts';
export * from './global-id.ts';
export * from './input-check.ts';
export * from './problems.ts';
export * from './refusal.ts';
