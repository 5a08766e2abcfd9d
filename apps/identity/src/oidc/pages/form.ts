import { html, type Html } from './page.ts';

/** What the forms of one step need. */
export interface FormStep {
  readonly path: string;
  readonly formToken: string;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text';
  readonly autocomplete: string;
  readonly value?: string;
  /** What is wrong with it, in words. */
  readonly error: string | null;
  readonly hasFocus: boolean;
  readonly hint?: string;
}

/** A field with its label; what is wrong is said under it, and told by screen readers with it. */
export function field({ name, label, type, autocomplete, value = '', error, hasFocus, hint }: Field): Html {
  const described = [...(hint === undefined ? [] : [`${name}-hint`]), ...(error === null ? [] : [`${name}-error`])].join(' ');
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint === undefined ? null : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      value="${value}"
      required
      autocapitalize="none"
      spellcheck="false"
      ${described === '' ? null : html`aria-describedby="${described}"`}
      ${error === null ? null : html`aria-invalid="true"`}
      ${hasFocus ? html`autofocus` : null}
    />
    ${error === null ? null : html`<p class="error" id="${name}-error">${error}</p>`}
  </div>`;
}

/** A form that posts to a step. */
export const form = ({ path, formToken }: FormStep, step: string, body: Html): Html =>
  html`<form method="post" action="${path}/${step}">
    <input type="hidden" name="token" value="${formToken}" />
    ${body}
  </form>`;

/** The way back to the app, which is told that the person said no. */
export const denyForm = (step: FormStep, label: string): Html =>
  form(step, 'deny', html`<button class="quiet" type="submit">${label}</button>`);
