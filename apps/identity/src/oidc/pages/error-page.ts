import { html, page } from './page.ts';

interface Failure {
  /** As in RFC 6749, e.g. `invalid_request`. */
  readonly code: string;
  readonly description: string | null;
}

/** Why an app cannot be let in. */
export const errorPage = ({ code, description }: Failure): string =>
  page(
    'This did not work',
    html`<h1>This did not work</h1>
      <p role="alert">${description ?? 'The app asked for something that it may not have, or too late.'}</p>
      <p>Go back to the app and start again. If it happens again, tell its makers this code: <code>${code}</code></p>`,
  );
