import type { Caller } from '@crossing/subgraph';
import type { InteractionResults, Provider } from 'oidc-provider';

export type InteractionDetails = Awaited<ReturnType<Provider['interactionDetails']>>;

/** One step of somebody whom an app has sent to us. */
export interface Interaction {
  readonly provider: Provider;
  readonly details: InteractionDetails;
  /** What the form sent. */
  readonly body: unknown;
  /** Hands the provider what came of the step; answers where the browser goes on. */
  readonly conclude: (result: InteractionResults) => Promise<string>;
  readonly caller: Caller;
  /** What kind of device it is, in words. */
  readonly device: string;
  /** Where the forms go: the step's name comes after it. */
  readonly path: string;
  readonly formToken: string;
  readonly app: App;
}

/** Who asks to be let in, as people are told. */
export interface App {
  readonly clientId: string;
  readonly name: string;
  /** Where the browser goes afterwards. */
  readonly redirectUri: string;
}

/** The fields of a form; those that were not sent are empty. */
export const fieldOf = ({ body }: Interaction, name: string): string => {
  const value = (body as Readonly<Record<string, unknown>> | null)?.[name];
  return typeof value === 'string' ? value : '';
};

/** What a step answers: the next page, or the way on. */
export type Answer =
  { readonly page: string; readonly status: number; readonly retryAfterSeconds?: number } | { readonly redirect: string };
