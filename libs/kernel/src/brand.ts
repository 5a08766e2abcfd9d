declare const brand: unique symbol;

/** A `T` that only `Name`'s own constructors make: `Brand<string, 'CompanyId'>` is not assignable from a plain string. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
