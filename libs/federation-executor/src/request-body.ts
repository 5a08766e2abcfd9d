import type { Variables } from './operation.ts';

/** Prints all of a body that is known beforehand; the rest is JSON by name. */
export function compileBody(query: string, operationName: string | undefined, variables: readonly string[]) {
  const head = `{"query":${JSON.stringify(query)},"variables":{`;
  const tail = operationName === undefined ? '}}' : `},"operationName":${JSON.stringify(operationName)}}`;
  const names = variables.map((name) => ({ name, prefix: `${JSON.stringify(name)}:` }));
  return (given: Variables | undefined, more: readonly string[] = []): string => {
    const parts: string[] = [];
    for (const { name, prefix } of names) {
      const value = given && Object.hasOwn(given, name) ? given[name] : undefined;
      if (value !== undefined) parts.push(prefix + JSON.stringify(value));
    }
    return head + [...parts, ...more].join(',') + tail;
  };
}
