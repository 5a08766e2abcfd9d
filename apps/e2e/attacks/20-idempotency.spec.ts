import { randomUUID } from 'node:crypto';
import type { Actor } from '@crossing/tool-journey/actor.ts';
import { codesOf, newcomer, stage } from './stage.ts';

const REGISTER = `mutation ($input: RegisterCompanyInput!) {
  registerCompany(input: $input) { __typename ... on RegisterCompanySuccess { company { id } } } }`;

describe('the same idempotency key: same answer and one effect; another body conflicts; ten at once have one effect', () => {
  const set = stage();
  let founder: Actor;
  beforeAll(async () => void (founder = await newcomer(set, 'Ida Idempotent')));

  const register = (name: string, idempotencyKey: string) =>
    founder.raw<{ registerCompany: object }>(REGISTER, { input: { name, idempotencyKey } });
  const companies = async (name: string) => (await set.sql('SELECT 1 FROM identity.company WHERE name = $1', [name])).length;

  it('with the same body', async () => {
    const [key, name] = [randomUUID(), `Once ${randomUUID()}`];
    const [first, second] = [await register(name, key), await register(name, key)];

    expect(first.errors).toEqual([]);
    expect(second.data).toEqual(first.data);
    expect(await companies(name)).toBe(1);
  });

  it('with another body', async () => {
    const [key, name, other] = [randomUUID(), `One ${randomUUID()}`, `Other ${randomUUID()}`];
    await register(name, key);

    expect(codesOf(await register(other, key))).toEqual(['IDEMPOTENCY_CONFLICT']);
    expect(await companies(other)).toBe(0);
  });

  it('ten at once', async () => {
    const [key, name] = [randomUUID(), `Ten ${randomUUID()}`];
    const answers = await Promise.all(Array.from({ length: 10 }, () => register(name, key)));

    expect(new Set(answers.map(({ data }) => JSON.stringify(data?.registerCompany))).size).toBe(1);
    expect(answers.flatMap(codesOf)).toEqual([]);
    expect(await companies(name)).toBe(1);
  });
});
