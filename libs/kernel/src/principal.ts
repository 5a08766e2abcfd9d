/** Who acts, as far as the database's row-level security needs to know. */
export type Principal =
  /** A reaction, a deadline or an operator's command: runs as the service's worker role. */
  | { readonly kind: 'system' }
  /** A request: runs as the app role, which sees only what its policies let through. `subject` is null for anonymous people. */
  | {
      readonly kind: 'request';
      readonly subject: string | null;
      readonly companyIds: readonly string[];
      readonly staffRoles: readonly string[];
    };
