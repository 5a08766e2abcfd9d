import { actor, id } from '@crossing/tool-journey/story.ts';
import { getNamedType, isInputObjectType } from 'graphql';
import { apiSchema } from './api-schema.ts';
import { codesOf, stage } from './stage.ts';

const schema = apiSchema();
const MUTATIONS = Object.values(schema.getMutationType()!.getFields()).filter(({ args }) => args.length > 0);
/** What decides who somebody is, whose something is, or how far it is: the server's to say. */
const SERVERS = [
  'id',
  'owner',
  'ownerId',
  'subject',
  'accountId',
  'contributorId',
  'state',
  'status',
  'verified',
  'role',
  'roles',
  'staffRoles',
  'may_publish',
];

/** The fields that a client may not send to a mutation. */
function forbidden(name: string): readonly string[] {
  const type = getNamedType(MUTATIONS.find((field) => field.name === name)!.args[0]!.type);
  const allowed = isInputObjectType(type) ? Object.keys(type.getFields()) : [];
  return SERVERS.filter((field) => !allowed.includes(field));
}

describe('inputs with id, owner, status, verified or roles are schema errors, and the value is unchanged', () => {
  const set = stage();
  const { story } = set;
  const state = () =>
    set.sql(
      `SELECT (SELECT state FROM company_verification.company WHERE company_id = $1) AS company,
      (SELECT json_agg(staff_roles ORDER BY subject_ref)::text FROM identity.account) AS roles`,
      [Buffer.from(id(story, 'company'), 'base64url').toString().split(':')[1]],
    );

  it.each(MUTATIONS.map(({ name }) => name))('%s', async (name) => {
    const [before, events] = [await state(), await set.events()];
    const fields = forbidden(name);
    expect(fields.length).toBeGreaterThan(SERVERS.length - 3);

    for (const who of ['nova', 'olga']) {
      const input = fields.map((field) => `${field}: "VERIFIED"`).join(' ');
      const answer = await actor(story, who).raw(`mutation { ${name}(input: { ${input} }) { __typename } }`);

      expect([...new Set(codesOf(answer))]).toEqual(['BAD_USER_INPUT']);
      expect(answer.data).toBeNull();
      const said = answer.errors.map(({ message }) => message).join('\n');
      for (const field of fields) expect(said).toContain(`Field "${field}" is not defined by type`);
    }
    expect(await state()).toEqual(before);
    expect(await set.events()).toBe(events);
  });
});
