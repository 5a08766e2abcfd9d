/** A company would be left without an owner. */
export interface LastOwner {
  readonly kind: 'LastOwner';
  readonly message: string;
  readonly companies: readonly { readonly companyId: string }[];
}

/** `companies` are those that would have none. */
export const lastOwner = (companyIds: readonly string[]): LastOwner => ({
  kind: 'LastOwner',
  message: 'A company keeps an owner: make somebody else its owner first.',
  companies: companyIds.map((companyId) => ({ companyId })),
});
