import { newToken } from '../account/token.ts';
import type { Tx } from '../unit-of-work.ts';
import { INVITATION_DAYS, type Invitation } from './invitation.ts';

/** A token and the way to mail it once the invitation is kept under its hash. */
export function invitationMail(invitation: Invitation): { readonly token: string; send(tx: Tx, locale: string): Promise<void> } {
  const token = newToken();
  return {
    token,
    async send(tx, locale) {
      const company = await tx.companies.find(invitation.companyId);
      const data = { token, company: inOneLine(company!.name), role: invitation.role, days: String(INVITATION_DAYS) };
      await tx.mail.send({ to: invitation.email, template: 'company-invitation', locale, data });
    },
  };
}

/** Whoever names a company writes into a mail of ours: one line, and too short for a letter of their own. */
const inOneLine = (name: string): string => {
  const line = name.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > 80 ? `${[...line].slice(0, 79).join('')}…` : line;
};
