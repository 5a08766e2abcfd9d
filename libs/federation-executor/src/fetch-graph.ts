import type { FetchNode, PlanNode, QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import { unsupported } from './unsupported.ts';

/** A boolean variable that must have this value for a fetch to be sent. */
export interface FetchCondition {
  readonly variable: string;
  readonly value: boolean;
}

/** A fetch of a plan, and the fetches whose answers it waits for. */
export interface PlannedFetch {
  readonly node: FetchNode;
  /** Where in the answer its entities are; `@` steps into a list. */
  readonly path: readonly string[];
  readonly conditions: readonly FetchCondition[];
  readonly after: ReadonlySet<PlannedFetch>;
}

interface Place {
  readonly path: readonly string[];
  readonly conditions: readonly FetchCondition[];
}

type After = ReadonlySet<PlannedFetch>;

/** Turns the tree of a plan into its fetches with their dependencies, each after those that it waits for. */
export function fetchGraph({ node: root }: QueryPlan): readonly PlannedFetch[] {
  const fetches: PlannedFetch[] = [];
  /** Answers what the next node of a sequence has to wait for. */
  const walk = (node: PlanNode | SubscriptionNode | undefined, after: After, place: Place): After => {
    if (!node) return after;
    switch (node.kind) {
      case 'Sequence':
        return node.nodes.reduce((before, child) => walk(child, before, place), after);
      case 'Parallel':
        return new Set(node.nodes.flatMap((child) => [...walk(child, after, place)]));
      case 'Flatten':
        return walk(node.node, after, { ...place, path: [...place.path, ...node.path.map(pathElement)] });
      case 'Condition': {
        const branch = (child: PlanNode | undefined, value: boolean) =>
          walk(child, after, { ...place, conditions: [...place.conditions, { variable: node.condition, value }] });
        return new Set([...branch(node.ifClause, true), ...branch(node.elseClause, false)]);
      }
      case 'Fetch': {
        const fetch = { node: checked(node), ...place, after };
        fetches.push(fetch);
        return new Set([fetch]);
      }
      case 'Subscription':
        return unsupported('subscription');
      default:
        return unsupported('plan-node');
    }
  };
  walk(root, new Set(), { path: [], conditions: [] });
  return fetches;
}

/** Paths with type conditions (`|[User]`) are planned only where the planner is told to; the stock gateway cannot run them either. */
const pathElement = (element: string | number): string =>
  typeof element === 'string' && !element.includes('|') ? element : unsupported('plan-node');

function checked(node: FetchNode): FetchNode {
  if (node.contextRewrites) unsupported('context');
  if (node.variableUsages?.includes('representations')) unsupported('representations-variable');
  return node;
}
