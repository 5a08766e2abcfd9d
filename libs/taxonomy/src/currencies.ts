import currencyCodes from 'currency-codes';

// ISO 4217 also lists metals, funds, units of account and test codes: nobody can be paid in them.
const NOT_TENDER = new Set('BOV CHE CHW CLF COU MXV USN UYI UYW XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX XAD'.split(' '));

const digits = new Map(currencyCodes.data.filter(({ code }) => !NOT_TENDER.has(code)).map((currency) => [currency.code, currency.digits]));

/** True for an ISO 4217 code in which people are paid, in upper case. */
export const isCurrency = (code: string): boolean => digits.has(code);

/** How many decimal digits the minor unit has: 2 for USD, 0 for JPY, 3 for KWD; null for what is no currency. */
export const currencyDigits = (code: string): number | null => digits.get(code) ?? null;
