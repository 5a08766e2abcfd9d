import { denyForm, field, form, type FormStep } from './form.ts';
import { html, page } from './page.ts';

interface State {
  readonly challenge: string;
  /** What is wrong with the code that was sent, in words. */
  readonly fault: string | null;
}

/** A code beside the password. */
export function secondFactorPage(step: FormStep, { challenge, fault }: State): string {
  const code = field({
    ...{ name: 'code', label: 'Code', type: 'text', autocomplete: 'one-time-code', error: fault, hasFocus: true },
    hint: 'Six digits of your authenticator app, or a recovery code.',
  });
  const body = html`<input type="hidden" name="challenge" value="${challenge}" />
    ${code}
    <button type="submit">Go on</button>`;
  return page(
    `${fault === null ? '' : 'Error: '}One more step`,
    html`<h1>One more step</h1>
      <p>Your password is right. Your account asks for a code as well.</p>
      ${form(step, 'second-factor', body)} ${denyForm(step, 'Back to the app')}`,
  );
}
