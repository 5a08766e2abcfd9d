import pg from 'pg';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { actor } from '@crossing/tool-journey/story.ts';
import { post, stage, TELLTALES } from './stage.ts';

describe('the database goes away: INTERNAL_SERVER_ERROR with a correlation id; no SQL, host or path', () => {
  const set = stage();
  const { token } = actor(set.story, 'nova');
  const QUERIES = [
    '{ opportunities { edges { node { id } } } }',
    'mutation { signIn(input: { email: "a@b.example", password: "x" }) { __typename } }',
  ];
  let admin: pg.Client;
  beforeAll(async () => {
    const url = new URL(set.databaseUrl);
    url.pathname = '/postgres';
    admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
  });
  afterAll(() => admin.end());

  async function open(is: boolean): Promise<void> {
    await admin.query(`ALTER DATABASE crossing ALLOW_CONNECTIONS ${is}`);
    if (!is) await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'crossing'`);
  }

  it('and everything is answered again once it is back', async () => {
    await open(false);
    try {
      for (const url of [set.url, set.production])
        for (const query of QUERIES) {
          const { status, text } = await post(url, { query }, { 'x-correlation-id': 'database-gone-1' });
          const { data, errors } = JSON.parse(text) as { data: object; errors: { extensions: object }[] };

          expect(status).toBe(200);
          expect(Object.values(data)).toEqual([null]);
          expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'database-gone-1' } }]);
          expect(text).not.toMatch(TELLTALES);
          expect(text).not.toMatch(/crossing|company_verification|terminat|connection/i);
        }
      const person = await post(set.url, { query: '{ viewer { email } }' }, { authorization: `Bearer ${token}` });
      expect(person.text).toMatch(/INTERNAL_SERVER_ERROR|SERVICE_UNAVAILABLE/);
      expect(person.text).not.toMatch(TELLTALES);
    } finally {
      await open(true);
    }
    await eventually(
      'an answer',
      () => post(set.url, { query: '{ opportunities { edges { node { id } } } viewer { email } }' }, { authorization: `Bearer ${token}` }),
      ({ text }) => !text.includes('errors'),
      20_000,
    );
  });
});
