import { GraphQLError, Kind, type ASTVisitor, type FragmentDefinitionNode, type SelectionSetNode, type ValidationContext } from 'graphql';
import type { GatewayLimits } from './limits.ts';

/** What one operation may hold, counted as if its fragments were written out. */
export type OperationLimits = Pick<GatewayLimits['document'], 'depth' | 'aliases' | 'directives'>;

/** Mutations that try a credential: more than one in an operation is guessing. */
const MAX_CREDENTIAL_MUTATIONS = 1;

const CREDENTIAL_MUTATIONS = new Set([
  ...['signIn', 'registerAccount', 'verifyEmail', 'requestPasswordReset', 'resetPassword'],
  ...['changePassword', 'changeEmail', 'confirmEmailChange', 'closeAccount'],
  ...['completeSignIn', 'stepUp', 'confirmTotp'],
]);
const NAMES: Record<keyof Sizes, string> = {
  depth: 'levels of fields',
  aliases: 'aliases',
  directives: 'directives',
  credentialMutations: 'mutations that take a credential',
};

/** A validation rule: refuses operations that are larger than `limits`. The rule knows only the document, so its result may be cached. */
export const limitOperations =
  ({ depth, aliases, directives }: OperationLimits) =>
  (context: ValidationContext): ASTVisitor => ({
    OperationDefinition: (operation) => {
      const limits: Sizes = { depth, aliases, directives, credentialMutations: MAX_CREDENTIAL_MUTATIONS };
      const size = measure(operation.selectionSet, context, new Map());
      const sizes = { ...size, directives: size.directives + (operation.directives?.length ?? 0) };
      for (const limit of Object.keys(limits) as (keyof Sizes)[]) {
        if (sizes[limit] <= limits[limit]) continue;
        const message = `The operation has ${sizes[limit]} ${NAMES[limit]}; at most ${limits[limit]} are allowed.`;
        context.reportError(new GraphQLError(message, { nodes: operation, extensions: { code: 'QUERY_TOO_EXPENSIVE' } }));
      }
      return false;
    },
  });

type Sizes = Readonly<Record<keyof OperationLimits | 'credentialMutations', number>>;
const NOTHING: Sizes = { depth: 0, aliases: 0, directives: 0, credentialMutations: 0 };

function measure(set: SelectionSetNode, context: ValidationContext, fragments: Map<FragmentDefinitionNode, Sizes>): Sizes {
  let sizes = NOTHING;
  for (const selection of set.selections) {
    const directives = selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) {
      // Introspection is deep by nature, has a limit of its own, and is off in production.
      const isIntrospection = selection.name.value.startsWith('__');
      const inner = selection.selectionSet && !isIntrospection ? measure(selection.selectionSet, context, fragments) : NOTHING;
      sizes = together(sizes, {
        depth: isIntrospection ? 0 : inner.depth + 1,
        aliases: inner.aliases + (selection.alias ? 1 : 0),
        directives: inner.directives + directives,
        credentialMutations: inner.credentialMutations + (CREDENTIAL_MUTATIONS.has(selection.name.value) ? 1 : 0),
      });
      continue;
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? measure(selection.selectionSet, context, fragments)
        : measureFragment(context.getFragment(selection.name.value), context, fragments);
    sizes = together(sizes, { ...inner, directives: inner.directives + directives });
  }
  return sizes;
}

function measureFragment(
  fragment: FragmentDefinitionNode | null | undefined,
  context: ValidationContext,
  fragments: Map<FragmentDefinitionNode, Sizes>,
): Sizes {
  if (!fragment) return NOTHING;
  const known = fragments.get(fragment);
  if (known) return known;
  // A fragment that spreads itself is refused by another rule; here it must only not loop.
  fragments.set(fragment, NOTHING);
  const sizes = measure(fragment.selectionSet, context, fragments);
  fragments.set(fragment, sizes);
  return sizes;
}

const together = (a: Sizes, b: Sizes): Sizes => ({
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
  directives: a.directives + b.directives,
  credentialMutations: a.credentialMutations + b.credentialMutations,
});
