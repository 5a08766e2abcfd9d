import { errors, type Adapter, type AdapterFactory, type AdapterPayload } from 'oidc-provider';
import type { Artefact, Artefacts, NewArtefact } from './artefact.ts';
import type { OidcClient } from './client.ts';

interface Deps {
  readonly artefacts: Artefacts;
  readonly findClient: (clientId: string) => Promise<OidcClient | null>;
  readonly machineClock: () => Date;
  /** Hears of a code or refresh token that was used twice, after its family was ended. */
  readonly onReuse: (reused: { readonly kind: string; readonly grantId: string }) => Promise<void>;
}

/** What the provider keeps without an end is kept this long. */
const WITHOUT_END_SECONDS = 30 * 86_400;

/** oidc-provider's storage on our tables. Of any number of uses of one code or refresh token, one succeeds and the others end the family. */
export const adapterFactory =
  (deps: Deps): AdapterFactory =>
  (kind) =>
    kind === 'Client' ? clientAdapter(deps) : artefactAdapter(kind, deps);

function artefactAdapter(kind: string, { artefacts, machineClock, onReuse }: Deps): Adapter {
  return {
    async upsert(id, payload, expiresIn = WITHOUT_END_SECONDS) {
      const now = machineClock();
      const artefact = newArtefact(kind, id, payload, new Date(now.getTime() + expiresIn * 1000));
      if (kind !== 'ReplayDetection') return artefacts.put(artefact);
      // The provider looks and then writes: of two assertions at the same time both would be new.
      if (!(await artefacts.addOnce(artefact, now))) throw new errors.InvalidClient('the client assertion was used before');
    },
    async find(id) {
      const found = await artefacts.find(kind, id);
      const grantId = found?.payload['grantId'];
      // The provider refuses what it sees was used before, and ends its family, without asking to consume it: nobody would hear of it.
      if (found?.consumedAt && typeof grantId === 'string') await onReuse({ kind, grantId });
      return payloadOf(found);
    },
    findByUid: async (uid) => payloadOf(await artefacts.findByUid(kind, uid)),
    // The device flow, which alone needs it, is off.
    findByUserCode: async () => undefined,
    async consume(id) {
      const found = await artefacts.find(kind, id);
      if (await artefacts.consume(kind, id, machineClock())) return;
      const grantId = found?.payload['grantId'];
      if (typeof grantId === 'string') {
        await artefacts.revokeGrant(grantId, machineClock());
        await onReuse({ kind, grantId });
      }
      throw new errors.InvalidGrant(`${kind} was used before`);
    },
    destroy: (id) => artefacts.remove(kind, id),
    revokeByGrantId: async (grantId) => void (await artefacts.revokeGrant(grantId, machineClock())),
  };
}

function newArtefact(kind: string, id: string, payload: AdapterPayload, expiresAt: Date): NewArtefact {
  return {
    ...{ kind, id, payload, expiresAt },
    grantId: kind === 'Grant' ? id : (payload.grantId ?? null),
    uid: kind === 'Session' ? (payload.uid ?? null) : null,
    subjectRef: payload.accountId ?? null,
  };
}

const payloadOf = (artefact: Artefact | null): AdapterPayload | undefined =>
  artefact
    ? { ...artefact.payload, ...(artefact.consumedAt && { consumed: Math.floor(artefact.consumedAt.getTime() / 1000) }) }
    : undefined;

/** Clients are read only here: the operator's commands write them. */
function clientAdapter({ findClient }: Deps): Adapter {
  const readOnly = async (): Promise<never> => {
    throw new Error('Clients are written by the operator alone.');
  };
  return {
    async find(clientId) {
      const client = await findClient(clientId);
      return client && client.disabledAt === null ? { ...client.metadata, client_id: client.clientId } : undefined;
    },
    upsert: readOnly,
    findByUid: readOnly,
    findByUserCode: readOnly,
    consume: readOnly,
    destroy: readOnly,
    revokeByGrantId: readOnly,
  };
}
