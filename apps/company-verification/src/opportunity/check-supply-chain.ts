import { InputCheck } from '@crossing/subgraph/input-check.ts';
import type { SupplyChainParty } from './terms.ts';

const MOST_PARTIES = 10;

/** Judges who is said to be behind the work: exactly one contracting party, named; what is kept back has a reason. */
export function checkSupplyChain(check: InputCheck, parties: readonly SupplyChainParty[]): readonly SupplyChainParty[] {
  const path = 'terms.supplyChain';
  check.that(
    parties.length <= MOST_PARTIES,
    path,
    'max-items',
    `${path} has ${parties.length} parties; at most ${MOST_PARTIES} are allowed.`,
  );
  const contracting = parties.filter(({ role }) => role === 'CONTRACTING_PARTY');
  check.that(contracting.length === 1, path, 'contracting-party', `${path} needs exactly one CONTRACTING_PARTY.`);
  const named = contracting.every(({ disclosure }) => disclosure === 'NAMED');
  check.that(named, path, 'contracting-party-named', 'The CONTRACTING_PARTY must be NAMED: a contributor knows who owes them.');
  return parties.slice(0, MOST_PARTIES).map((party, index) => checkParty(check, `${path}.${index}`, party));
}

function checkParty(
  check: InputCheck,
  path: string,
  { role, disclosure, name, sector, withheldReason }: SupplyChainParty,
): SupplyChainParty {
  const told = (field: string, value: string | null, wantedBy: string, max: number): string | null => {
    if (disclosure === wantedBy) return check.text(`${path}.${field}`, value ?? '', { max });
    check.that(value === null, `${path}.${field}`, 'forbidden', `${path}.${field} goes with ${wantedBy}, not with ${disclosure}.`);
    return null;
  };
  return {
    role,
    disclosure,
    name: told('name', name, 'NAMED', 200),
    sector: told('sector', sector, 'SECTOR_ONLY', 200),
    withheldReason: told('withheldReason', withheldReason, 'WITHHELD', 500),
  };
}
