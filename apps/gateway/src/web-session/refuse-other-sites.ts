import { Refusal } from '@crossing/subgraph/refusal.ts';
import type { IncomingHttpHeaders } from 'node:http';

type Signs = Pick<IncomingHttpHeaders, 'origin' | 'sec-fetch-site'>;

/**
 * Throws FORBIDDEN unless the browser says that a page of our own origin sends the request: by `Sec-Fetch-Site`, and by
 * `Origin`, where it sends them; it sends at least one. A neighbour under the same domain is no page of ours.
 */
export function refuseOtherSites({ origin, 'sec-fetch-site': site }: Signs, publicUrl: string): void {
  const isOurs = (site === undefined || site === 'same-origin') && (origin === undefined || origin === new URL(publicUrl).origin);
  if (isOurs && (site ?? origin) !== undefined) return;
  throw new Refusal('FORBIDDEN', 'A request with the session’s cookie counts only from a page of this origin.');
}
