import { isEmail } from '../account/email.ts';

/** Who mail comes from. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** The sender that MAIL_FROM names. Throws what would be right. */
export function senderOf(text: string): Sender {
  const [, name, inBrackets] = /^([^<>\r\n]*)<([^<>]+)>$/.exec(text.trim()) ?? [];
  const address = (inBrackets ?? text).trim();
  if (!isEmail(address)) throw new Error('must be an address, such as Crossing Hurdles <no-reply@example.org>');
  return { name: (name ?? '').trim(), address };
}

/** The domain that mail comes from. */
export const domainOf = ({ address }: Sender): string => address.slice(address.lastIndexOf('@') + 1);
