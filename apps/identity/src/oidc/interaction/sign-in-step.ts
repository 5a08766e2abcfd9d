import { hashToken, newToken } from '../../account/token.ts';
import type { completeSignIn } from '../../session/complete-sign-in.ts';
import type { SignInSuccess } from '../../session/open-session.ts';
import type { signIn } from '../../session/sign-in.ts';
import { secondFactorPage } from '../pages/second-factor-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { fieldOf, type Answer, type Interaction } from './interaction.ts';

export interface SignInStepDeps {
  readonly signIn: ReturnType<typeof signIn>;
  readonly completeSignIn: ReturnType<typeof completeSignIn>;
}

// The browser's sign-in at the provider is a session of its own, so that it is in the person's list and ends with the others. Its
// secret is given to nobody: the provider's cookie is what knows it.
const browser = () => ({ cookieHash: hashToken(newToken()) });

/** Address and password, by the very use case of the mutation `signIn`. */
export const signInStep =
  ({ signIn: enter }: SignInStepDeps) =>
  async (step: Interaction): Promise<Answer> => {
    const [email, password] = [fieldOf(step, 'email').trim(), fieldOf(step, 'password')];
    const again = (fault: Parameters<typeof signInPage>[1]['fault'], status = 422): Answer => ({
      page: signInPage(step, { email, fault }),
      status,
    });
    if (email === '') return again({ field: 'email', message: 'Enter your address.' });
    if (password === '') return again({ field: 'password', message: 'Enter your password.' });
    const result = await enter(step.caller, { email, password, device: step.device, ...browser() });
    if (result.kind === 'SignInSuccess') return signedIn(step, result);
    if (result.kind === 'MfaRequired') return { page: secondFactorPage(step, { challenge: result.challenge, fault: null }), status: 200 };
    const page = again({ field: result.kind === 'EmailNotVerified' ? 'email' : 'password', message: result.message });
    return result.kind === 'TooManyAttempts' ? { ...page, status: 429, retryAfterSeconds: result.retryAfterSeconds } : page;
  };

/** The second factor, by the very use case of the mutation `completeSignIn`. */
export const secondFactorStep =
  ({ completeSignIn: complete }: SignInStepDeps) =>
  async (step: Interaction): Promise<Answer> => {
    const [challenge, code] = [fieldOf(step, 'challenge'), fieldOf(step, 'code').replaceAll(' ', '')];
    const again = (message: string, status = 422): Answer => ({ page: secondFactorPage(step, { challenge, fault: message }), status });
    if (code === '') return again('Enter a code.');
    const result = await complete(step.caller, { challenge, code, device: step.device, ...browser() });
    if (result.kind === 'SignInSuccess') return signedIn(step, result);
    if (result.kind === 'WrongCode') return again(result.message);
    if (result.kind === 'TooManyAttempts') return { ...again(result.message, 429), retryAfterSeconds: result.retryAfterSeconds };
    const fault = { field: 'email', message: 'That took too long. Sign in again.' } as const;
    return { page: signInPage(step, { email: '', fault }), status: 422 };
  };

async function signedIn(step: Interaction, { session }: SignInSuccess): Promise<Answer> {
  const { details } = step;
  if (details.session && details.session.accountId !== session.subjectRef) await forgetBrowser(step);
  const login = { accountId: session.subjectRef, ts: Math.floor(session.authTime.getTime() / 1000), amr: [...session.amr] };
  return { redirect: await step.conclude({ login }) };
}

/** Somebody else signs in in the same browser: the one before is out. */
async function forgetBrowser({ provider, details }: Interaction): Promise<void> {
  await (await provider.Session.findByUid(details.session!.uid))?.destroy();
  delete details.session;
  await details.persist();
}
