import { parse } from 'tldts';
import freeMail from './free-mail-domains.json' with { type: 'json' };

/** What is wrong with a name that a company claims as its own. */
export type DomainFault = 'NOT_A_DOMAIN' | 'PUBLIC_SUFFIX' | 'SUBDOMAIN' | 'FREE_MAIL';

const freeMailDomains = new Set(freeMail);

/**
 * Why a company cannot have this domain; null if it can: it must be a registrable domain (`example.org`) in lower-case ASCII,
 * so that look-alikes show as `xn--…`; not a public suffix (`co.uk`, `github.io`), not a host below it, not a free-mail provider's.
 * Not in the lib's `index.ts`: the public suffix list takes 7 MB that other services need not load.
 */
export function domainFault(domain: string): DomainFault | null {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return 'NOT_A_DOMAIN';
  const parsed = parse(domain, { allowPrivateDomains: true });
  if (parsed.isIp || !parsed.hostname) return 'NOT_A_DOMAIN';
  if (!parsed.domain) return 'PUBLIC_SUFFIX';
  if (freeMailDomains.has(parsed.domain)) return 'FREE_MAIL';
  return parsed.domain === domain ? null : 'SUBDOMAIN';
}
