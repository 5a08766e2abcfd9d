/** Mints a UUIDv7 (RFC 9562): time-ordered, unique, lower case. Handed in like the clock. */
export type NewId = () => string;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a canonical lower-case UUID of any version. */
export const isUuid = (text: string): boolean => UUID.test(text);
