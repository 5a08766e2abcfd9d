import { InputCheck } from '@crossing/subgraph/input-check.ts';
import type { InvalidInput } from '@crossing/subgraph/problems.ts';
import { isCountry, isLei } from '@crossing/taxonomy';
import { domainFault, type DomainFault } from '@crossing/taxonomy/company-domain.ts';
import type { CompanyDetails } from './company.ts';

const DOMAIN_FAULTS: Readonly<Record<DomainFault, string>> = {
  NOT_A_DOMAIN: 'must be an internet domain in lower-case ASCII, like lantern.example',
  PUBLIC_SUFFIX: 'is a public suffix, which nobody owns alone',
  SUBDOMAIN: 'must be the registered domain itself, not a host below it',
  FREE_MAIL: 'belongs to a mail provider; name a domain of the company’s own',
};

/** Judges what a company says about itself; the cleaned details, or every broken rule at once. */
export function checkDetails(details: CompanyDetails): CompanyDetails | InvalidInput {
  const check = new InputCheck();
  const clean: CompanyDetails = {
    legalName: check.text('legalName', details.legalName, { max: 200 }),
    kind: details.kind,
    registrationCountry: details.registrationCountry,
    registrationNumber: check.optionalText('registrationNumber', details.registrationNumber, { max: 64 }),
    lei: check.optionalText('lei', details.lei?.toUpperCase(), { max: 20 }),
    domains: checkDomains(check, details.domains),
    paymentTermsDays: check.integer('paymentTermsDays', details.paymentTermsDays, { min: 0, max: 30 }),
  };
  check.that(isCountry(clean.registrationCountry), 'registrationCountry', 'assigned', 'registrationCountry must be a code of ISO 3166-1.');
  check.that(
    clean.lei === null || isLei(clean.lei),
    'lei',
    'check-digits',
    'lei must have 20 characters with right check digits (ISO 17442).',
  );
  return check.problem() ?? clean;
}

function checkDomains(check: InputCheck, domains: readonly string[]): readonly string[] {
  domains.slice(0, 100).forEach((domain, index) => {
    const fault = domainFault(domain);
    check.that(fault === null, `domains.${index}`, 'domain', `domains.${index} ${fault && DOMAIN_FAULTS[fault]}.`);
  });
  return check.list('domains', domains, { min: 1, max: 10 });
}
