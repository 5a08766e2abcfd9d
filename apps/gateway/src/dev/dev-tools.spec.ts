import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSpecGraph, type SpecGraph } from '../spec-graph.ts';
import { addDevTools } from './add-dev-tools.ts';

const people = [
  { key: 'nova', name: 'Nova Firstday', email: 'nova@contributors.example', role: 'contributor', password: 'right' },
  { key: 'olga', name: 'Olga Gründer', email: 'olga@lantern.example', role: 'founder', password: 'wrong' },
];
let graph: SpecGraph;

beforeAll(async () => {
  const peopleFile = join(mkdtempSync(join(tmpdir(), 'gateway-people-')), 'people.json');
  writeFileSync(peopleFile, JSON.stringify(people));
  graph = await startSpecGraph({ addDevTools: addDevTools({ peopleFile }) });
});

afterAll(() => graph.close());

const post = async (url: string, payload: object) => {
  const response = await graph.gateway.inject({ method: 'POST', url, payload });
  return { status: response.statusCode, ...response.json<object>() };
};

describe('the doors of development', () => {
  it('sign in as a person of the demo, through the graph', async () => {
    expect(await post('/dev/act-as', { person: 'nova' })).toEqual({
      status: 200,
      person: { key: 'nova', name: 'Nova Firstday' },
      accessToken: 'a.b.c',
      expiresAt: '2026-03-01T00:00:00.000Z',
    });
    expect(await post('/dev/act-as', { person: 'olga' })).toMatchObject({
      status: 503,
      errors: [{ message: 'Olga Gründer cannot sign in: No.' }],
    });
    expect(await post('/dev/act-as', { person: 'nobody' })).toMatchObject({ status: 404 });
    expect((await graph.gateway.inject('/dev/people')).body).not.toContain('right');
  });

  it('refuse a clock that is none, and say whose clock did not move', async () => {
    expect(await post('/dev/clock', { offsetMs: '1' })).toMatchObject({ status: 400 });
    expect(await post('/dev/clock', { offsetMs: 1 })).toMatchObject({
      status: 503,
      errors: [{ message: 'The clock of identity, matching did not move.' }],
    });
  });

  it('pass on identity’s answer about mails', async () => {
    expect((await graph.gateway.inject('/dev/mail.json?to=a')).json()).toMatchObject({
      errors: [{ message: 'There is nothing at GET /dev/mail.json.' }],
    });
  });

  it('serve the explorer with nothing from elsewhere', async () => {
    const page = await graph.gateway.inject('/graphql');
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source!);

    expect(sources.filter((source) => /^(https?:)?\/\//.test(source))).toEqual([]);
    for (const source of sources.filter((one) => one.startsWith('/explorer/')))
      expect((await graph.gateway.inject(source)).statusCode).toBe(200);
    expect((await graph.gateway.inject('/explorer/page.js')).body).not.toContain('interface ');
    expect((await graph.gateway.inject('/')).body).toContain('/dev/mail');
  });
});
