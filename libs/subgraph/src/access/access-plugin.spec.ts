import { buildASTSchema, parse, type GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { Caller, Person } from '../caller.ts';
import { refuseUnauthorized } from './access-plugin.ts';
import { requirements } from './requirements.ts';

const sdl = parse(`
  directive @authenticated on FIELD_DEFINITION
  directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION
  type Query { mine: String @authenticated }
  type Mutation {
    closeAccount: String @policy(policies: [["recently-authenticated"]])
    decide: String @policy(policies: [["trust-reviewer", "recently-authenticated"]])
  }
`);
const schema = buildASTSchema(sdl);
const NOW = Date.parse('2026-02-01T09:00:00Z');
const refuse = refuseUnauthorized(requirements(sdl), () => NOW);

const person = (minutesAgo: number, changes: Partial<Person> = {}): Person => ({
  ...{ kind: 'person', subject: 's', sessionId: 's', status: 'ACTIVE', staffRoles: [], companies: [], correlationId: 'c' },
  authTime: new Date(NOW - minutesAgo * 60_000),
  ...changes,
});

function answerTo(caller: Caller, query: string): unknown {
  const document = parse(query);
  const operation = document.definitions[0] as OperationDefinitionNode;
  try {
    refuse({ schema, document, operation, request: {}, contextValue: { caller } });
    return null;
  } catch (error) {
    return (error as GraphQLError).extensions;
  }
}

describe('refuseUnauthorized', () => {
  it('asks who proved themselves too long ago to do it again, naming what for', () => {
    expect(answerTo(person(5), 'mutation { closeAccount }')).toBeNull();
    expect(answerTo(person(6), 'mutation { closeAccount }')).toEqual({
      code: 'STEP_UP_REQUIRED',
      unauthorized: ['Mutation.closeAccount'],
      http: { status: 403 },
    });
    expect(answerTo(person(6), '{ mine }')).toBeNull();
  });

  it('sends nobody to prove themselves whom it would not help', () => {
    expect(answerTo(person(6), 'mutation { decide }')).toMatchObject({ code: 'FORBIDDEN' });
    expect(answerTo(person(6, { staffRoles: ['TRUST_REVIEWER'] }), 'mutation { decide }')).toMatchObject({ code: 'STEP_UP_REQUIRED' });
    expect(answerTo(person(6, { status: 'SUSPENDED' }), 'mutation { closeAccount }')).toMatchObject({ code: 'FORBIDDEN' });
    expect(answerTo({ kind: 'anonymous', correlationId: 'c' }, 'mutation { closeAccount }')).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
