import type { Artefacts } from './artefact.ts';

interface Deps {
  readonly artefacts: Artefacts;
  readonly machineClock: () => Date;
  readonly log: { warn(fields: object, message: string): void };
}

const EVERY_MS = 60_000;

/** Removes what has expired, every minute, until stopped. Several replicas may do it at the same time. */
export function startSweeping({ artefacts, machineClock, log }: Deps): () => Promise<void> {
  let underWay: Promise<unknown> = Promise.resolve();
  const sweep = () => {
    underWay = artefacts.sweep(machineClock()).catch((error: unknown) => log.warn({ err: error }, 'Expired tokens cannot be removed.'));
  };
  const timer = setInterval(sweep, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
