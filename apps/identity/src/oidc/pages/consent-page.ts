import { denyForm, form, type FormStep } from './form.ts';
import { html, page } from './page.ts';

/** What a scope lets an app do, in words. */
const WORDS: Readonly<Record<string, string>> = {
  openid: 'recognise you when you come back',
  offline_access: 'stay signed in while you are away, until you end it',
  'graph:read': 'read everything that you can see here, your profile and your work among it',
  'graph:write': 'do in your name what you can do here: apply, accept offers, hand in work',
  'graph:explore': 'ask questions that no list of known ones has',
};

interface State {
  readonly scopes: readonly string[];
}

/** Which app wants what; the person agrees or does not. */
export function consentPage(
  step: FormStep & { readonly app: { readonly name: string; readonly redirectUri: string } },
  { scopes }: State,
): string {
  const { name, redirectUri } = step.app;
  const asked = scopes.flatMap((scope) => (WORDS[scope] === undefined ? [] : [html`<li>${WORDS[scope]}</li>`]));
  return page(
    `Let ${name} in?`,
    html`<h1>Let ${name} in?</h1>
      <p><strong>${name}</strong> would like to</p>
      <ul>
        ${asked}
      </ul>
      <p>You go back to <strong>${hostOf(redirectUri)}</strong>. You can end this at any time in the list of your sessions.</p>
      ${form(step, 'consent', html`<button type="submit">Agree</button>`)} ${denyForm(step, 'Do not agree')}`,
  );
}

/** Where it goes: a host, or an app on the person's device. */
function hostOf(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri);
  return /^https?:$/.test(protocol) ? host : 'an app on this device';
}
