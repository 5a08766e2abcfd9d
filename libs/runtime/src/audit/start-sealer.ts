import type { HealthState } from '@crossing/kernel';
import { Gauge, type Registry } from 'prom-client';
import { sqlOf, type Database } from '../database.ts';
import type { Logger } from '../logger.ts';
import { headSigner, type AuditHead } from './audit-head.ts';
import { headFiles } from './head-files.ts';
import { sealEntries } from './seal-entries.ts';
import { ChainBroken, signEnd, type Signing } from './sign-end.ts';

export interface SealerOptions {
  readonly database: Database;
  /** Kebab-case. */
  readonly service: string;
  /** JSON Web Key (Ed25519) with its private part. */
  readonly privateKey: string;
  /** Where signed heads are kept. */
  readonly folder: string;
  readonly log: Logger;
  readonly metrics?: Registry;
  /** How often it looks, in milliseconds; 1000 by default. */
  readonly pollMs?: number;
}

export interface Sealer {
  stop(): Promise<void>;
  /** Degraded while entries cannot be sealed, the head cannot be kept, or the chain is not the one that was signed. */
  state(): HealthState;
}

const HOUR_MS = 3_600_000;

/**
 * Chains what is committed in the audit log, and signs the chain's head outside the database (decisions D30). Any number of
 * processes of a service may run it: one at a time seals.
 */
export function startSealer({ database, service, privateKey, folder, log, metrics, pollMs = 1000 }: SealerOptions): Sealer {
  const { worker } = database;
  const signing: Signing = {
    ...headSigner(privateKey),
    service,
    files: headFiles(folder, service),
    query: (text, values) => worker.transaction((manager) => sqlOf(manager).query(text, values)),
  };
  const remember = historian(signing, log);
  let trouble: string | null = null;
  let running = true;
  let wake = () => {};
  measureBroken(metrics, () => trouble);

  async function pass(): Promise<void> {
    while (running && (await worker.transaction((manager) => sealEntries(sqlOf(manager), service)))?.more) continue;
    // Machine time: it says when something was signed, not when something happened.
    await remember(await signEnd(signing, new Date()));
    trouble = null;
  }

  async function loop(): Promise<void> {
    while (running) {
      await pass().catch((error: unknown) => {
        const now = error instanceof ChainBroken ? error.message : 'entries cannot be sealed';
        // Said when it begins, not every second.
        if (now !== trouble) log.error({ err: error }, 'The audit log could not be sealed; trying again.');
        trouble = now;
      });
      if (running) await pause();
    }
  }

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const done = loop();
  return {
    async stop() {
      running = false;
      wake();
      await done;
    },
    state: () => (trouble === null ? { status: 'ok' } : { status: 'degraded', detail: trouble }),
  };
}

/** Adds a process's first head, and then one each hour, to the history and to the log, which production ships elsewhere. */
function historian({ files }: Signing, log: Logger): (head: AuditHead | null) => Promise<void> {
  let rememberedAt = -Infinity;
  return async (head) => {
    if (!head || performance.now() - rememberedAt < HOUR_MS) return;
    await files.append(head);
    log.info({ auditHead: head }, 'Signed the audit log.');
    rememberedAt = performance.now();
  };
}

function measureBroken(metrics: Registry | undefined, trouble: () => string | null): void {
  if (!metrics) return;
  new Gauge({
    name: 'audit_seal_trouble',
    help: '1 while the audit log cannot be sealed, or its chain is not the one that was signed.',
    registers: [metrics],
    collect() {
      this.set(trouble() === null ? 0 : 1);
    },
  });
}
