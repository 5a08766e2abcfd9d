import type { DataSource } from 'typeorm';
import { throttleStore } from '../session/throttle.store.ts';
import { tooManyAttempts } from '../session/throttle.ts';
import type { InvitationQuota } from './invitation-quota.ts';

export interface InvitationLimits {
  /** From one company, to whomever. */
  readonly perCompanyAndHour: number;
  /** To one address, from whatever company. */
  readonly perAddressAndHour: number;
}

const windowSeconds = 3600;

/** Counted in PostgreSQL. */
export function invitationQuota(worker: DataSource, { perCompanyAndHour, perAddressAndHour }: InvitationLimits): InvitationQuota {
  const byCompany = throttleStore(worker, { name: 'invitation-by', attempts: perCompanyAndHour, windowSeconds });
  const toAddress = throttleStore(worker, { name: 'invitation-to', attempts: perAddressAndHour, windowSeconds });
  return {
    async take(companyId, email) {
      const wait = (await byCompany.begin(companyId)) ?? (await toAddress.begin(email));
      return wait === null ? null : tooManyAttempts('invitations', wait);
    },
  };
}
