// What a kind of file may not import or say, each with the sentence that its author reads.

const clients = ['typeorm', 'typeorm/*', 'pg', 'pg-*', 'kafkajs'];
const graph = ['graphql', 'graphql/*', '@apollo/*', '**/generated/**'];
const web = ['fastify', '@fastify/*', '@as-integrations/*', 'node:http', 'undici'];

export const imports = {
  noTestkit: { group: ['@crossing/testkit', '@crossing/testkit/*', '**/*.spec.ts'], message: 'The testkit is for specs.' },
  noAdapters: {
    group: [...clients, ...graph, ...web, '**/*.store.ts', '**/*.resolvers.ts'],
    message: 'Domain, use cases and reactions know no table, no graph and no wire: state an interface, let an adapter fill it.',
  },
  noStores: {
    group: [...clients, '**/*.store.ts'],
    message: 'A resolver translates and delegates: it calls use cases, never a store or a client.',
  },
  noGraph: {
    group: [...graph, ...web, 'kafkajs', '**/*.resolvers.ts'],
    message: 'A store knows tables and the domain, nothing of the graph.',
  },
};

const ban = (selector, message) => ({ selector, message });

export const syntax = {
  noEnvironment: ban(
    "MemberExpression[object.name='process'][property.name='env']",
    'Only config.ts reads the environment: every setting has a unit, a default and a meaning there.',
  ),
  pure: [
    ban(
      "CallExpression[callee.object.name='Date'][callee.property.name='now']",
      'Take the time from deps.clock, so that tests and the demo can move it.',
    ),
    ban("NewExpression[callee.name='Date'][arguments.length=0]", 'Take the time from deps.clock, so that tests and the demo can move it.'),
    ban("CallExpression[callee.name='Date']", 'Take the time from deps.clock, so that tests and the demo can move it.'),
    ban('CallExpression[callee.property.name=/^randomUUID/]', 'Take ids from deps.newId.'),
    ban('ImportSpecifier[imported.name=/^randomUUID/]', 'Take ids from deps.newId.'),
    ban(
      "CallExpression[callee.object.name='Math'][callee.property.name='random']",
      'Chance is handed in, so that a decision can be repeated.',
    ),
  ],
  everyTestRuns: [
    ban(
      'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(only|skip|todo)$/]',
      'Every test runs: delete it or mend it.',
    ),
    ban('CallExpression[callee.name=/^(fit|fdescribe|xit|xdescribe|xtest)$/]', 'Every test runs: delete it or mend it.'),
  ],
};
