import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Tab {
  readonly query: string;
  /** Example variables as JSON text; absent when the operation needs none. */
  readonly variables?: string;
}

const OPERATIONS = join(import.meta.dirname, 'operations');
const VARIABLES = join(import.meta.dirname, 'example-variables.json');
/** Answers at once and without signing in, so the explorer opens with it. */
const FIRST = '12-opportunities.graphql';

/** The journey's operations in the order of its steps, each with variables that show what it takes. */
export function readTabs(): readonly Tab[] {
  const examples = JSON.parse(readFileSync(VARIABLES, 'utf8')) as Record<string, object>;
  const files = readdirSync(OPERATIONS).sort();
  return [FIRST, ...files.filter((file) => file !== FIRST)].map((file) => {
    const example = examples[file.replace('.graphql', '')];
    const query = readFileSync(join(OPERATIONS, file), 'utf8');
    return { query, ...(example && { variables: JSON.stringify(example, null, 2) }) };
  });
}
