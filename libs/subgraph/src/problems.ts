/** The problems that every subgraph shares; a `kind` is its `__typename`. Framework-free: use cases return them. */
export interface InputIssue {
  /** Where in the input, e.g. `terms.requirements.0.anyOf.1.code`. */
  readonly path: string;
  /** The broken rule in kebab case, e.g. `max-length`. */
  readonly rule: string;
  /** What is wrong and what would be right. */
  readonly message: string;
}

export interface InvalidInput {
  readonly kind: 'InvalidInput';
  readonly message: string;
  readonly issues: readonly InputIssue[];
}

export interface WrongState {
  readonly kind: 'WrongState';
  readonly message: string;
  readonly state: string;
}

export interface VersionConflict {
  readonly kind: 'VersionConflict';
  readonly message: string;
  readonly version: number;
}

export const invalidInput = (issues: readonly InputIssue[]): InvalidInput => ({
  kind: 'InvalidInput',
  message: issues.length === 1 ? issues[0]!.message : `${issues.length} rules are broken; see issues.`,
  issues,
});

/** `allowed` names the states in which it would have worked. */
export const wrongState = (state: string, ...allowed: string[]): WrongState => ({
  kind: 'WrongState',
  message: `This is ${state}; it would have to be ${allowed.join(' or ')}.`,
  state,
});

export const versionConflict = (version: number): VersionConflict => ({
  kind: 'VersionConflict',
  message: `Somebody changed this first: it is at version ${version} now. Read it again.`,
  version,
});
