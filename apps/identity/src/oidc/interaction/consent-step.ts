import { GRAPH_SCOPES, graphAudience } from '@crossing/subgraph';
import { OIDC_SCOPES } from '../create-provider.ts';
import type { openClientSession } from '../open-client-session.ts';
import type { Answer, Interaction } from './interaction.ts';

export interface ConsentStepDeps {
  readonly openClientSession: ReturnType<typeof openClientSession>;
  readonly publicUrl: string;
}

/** The scopes that the app asks for. */
export const scopesOf = ({ details }: Interaction): readonly string[] => String(details.params['scope'] ?? '').split(' ');

/** The person agrees: a grant of its own, and a session that everything given out for it belongs to. */
export const consentStep =
  ({ openClientSession: open, publicUrl }: ConsentStepDeps) =>
  async (step: Interaction): Promise<Answer> => {
    const { provider, details, app, caller, device } = step;
    const browser = details.session && (await provider.Session.findByUid(details.session.uid));
    if (!browser?.accountId) return refuse(step, 'The sign-in has ended.');
    const grant = new provider.Grant({ accountId: browser.accountId, clientId: app.clientId });
    const asked = scopesOf(step);
    grant.addOIDCScope(asked.filter((scope) => OIDC_SCOPES.includes(scope)).join(' '));
    const resource = GRAPH_SCOPES.filter((scope) => asked.includes(scope)).join(' ');
    if (resource !== '') grant.addResourceScope(graphAudience(publicUrl), resource);
    const grantId = await grant.save();
    const { accountId: subjectRef, amr = ['pwd'], loginTs = 0 } = browser;
    const proven = { subjectRef, amr, authTime: new Date(loginTs * 1000) };
    if (!(await open(caller, { ...proven, clientId: app.clientId, grantId, device }))) {
      await grant.destroy();
      return refuse(step, 'The account may not sign in.');
    }
    return { redirect: await step.conclude({ consent: { grantId } }) };
  };

/** The person says no, and the app is told. */
export const denyStep = (step: Interaction): Promise<Answer> => refuse(step, 'The person said no.');

const refuse = async ({ conclude }: Interaction, why: string): Promise<Answer> => ({
  redirect: await conclude({ error: 'access_denied', error_description: why }),
});
