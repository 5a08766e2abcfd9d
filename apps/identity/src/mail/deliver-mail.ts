import type { Logger } from '@crossing/runtime';
import type { Attempt } from '../job-queue.ts';
import { MailRefused, type Carrier, type QueuedMail } from './mail.ts';
import { renderMail } from './render-mail.ts';

/** `postponed` is tried again; `refused` and `given-up` are dropped. */
export type Outcome = 'sent' | 'postponed' | 'refused' | 'given-up';

interface Deps {
  readonly carry: Carrier;
  readonly log: Logger;
  /** Hears how each attempt ended. */
  readonly counted: (outcome: Outcome) => void;
}

/**
 * One attempt at a mail; throws when another is worth making. What the server refuses for good, or still postpones at the
 * last attempt, is dropped: kept, it would be an address and a token in a table that nobody looks at.
 */
export const deliverMail =
  ({ carry, log, counted }: Deps) =>
  async (mail: QueuedMail, { attempts, max_attempts: most }: Attempt): Promise<void> => {
    const { mailId, template } = mail;
    try {
      await carry(renderMail(mail));
    } catch (error) {
      const outcome = outcomeOf(error, attempts >= most);
      counted(outcome);
      if (outcome === 'postponed') throw error;
      log.error({ err: error, mailId, template, attempts }, `A mail is dropped: ${outcome}.`);
      return;
    }
    counted('sent');
  };

function outcomeOf(error: unknown, wasLast: boolean): Outcome {
  if (error instanceof MailRefused) return 'refused';
  return wasLast ? 'given-up' : 'postponed';
}
