/** A payload that is not what its contract says. Names places and rules, never values: they may be personal. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
  readonly contract: string;
  /** One sentence a broken rule, e.g. `/companyId must match format "uuid"`. */
  readonly issues: readonly string[];

  constructor(contract: string, issues: readonly string[]) {
    super(`${contract}: ${issues.join('; ')}`);
    this.contract = contract;
    this.issues = issues;
  }
}
