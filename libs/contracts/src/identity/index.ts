export * from './account-email-verified.ts';
export * from './account-registered.ts';
export * from './account-roles-changed.ts';
export * from './account-status-changed.ts';
export * from './company-registered.ts';
export * from './membership-changed.ts';
