import { denyForm, field, form, type FormStep } from './form.ts';
import { html, page } from './page.ts';

interface Fault {
  readonly field: 'email' | 'password';
  readonly message: string;
}

interface State {
  readonly email: string;
  readonly fault: Fault | null;
}

/** Address and password, for an app. */
export function signInPage(step: FormStep & { readonly app: { readonly name: string } }, { email, fault }: State): string {
  const errorOf = (name: Fault['field']) => (fault?.field === name ? fault.message : null);
  const focus = fault?.field ?? (email === '' ? 'email' : 'password');
  const fields = html`${field({
      ...{ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', value: email },
      ...{ error: errorOf('email'), hasFocus: focus === 'email' },
    })}
    ${field({
      ...{ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
      ...{ error: errorOf('password'), hasFocus: focus === 'password' },
    })} <button type="submit">Sign in</button>`;
  return page(
    `${fault ? 'Error: ' : ''}Sign in`,
    html`<h1>Sign in</h1>
      <p>to go on to <strong>${step.app.name}</strong></p>
      ${form(step, 'sign-in', fields)} ${denyForm(step, 'Back to the app')}`,
  );
}
