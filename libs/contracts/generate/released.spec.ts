import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Type } from '@sinclair/typebox';
import { contractSetOf } from '../src/compatibility/contract-set.ts';
import { allContracts, fact, type EventContract } from '../src/index.ts';
import { broken, changedSince, objections, releasedSets, textOf } from './released.ts';

const thing = (data: Parameters<typeof Type.Object>[0]): EventContract<unknown> =>
  fact({
    name: 'ThingHappened',
    service: 'matching',
    aggregate: 'thing',
    event: 'happened',
    key: 'id',
    data: Type.Object({ id: Type.String(), ...data }),
  });
const set = (version: string, data: Parameters<typeof Type.Object>[0]) => contractSetOf(version, [thing(data)]);

describe('the contracts', () => {
  it('break nothing of any released version: npm run contracts -- --check', () => {
    expect(releasedSets()[0]!.version).toBe('0.1.0');
    expect(broken(releasedSets(), contractSetOf('unreleased', allContracts))).toEqual([]);
  });
});

describe('broken', () => {
  it('compares with every released version, not with the newest alone', () => {
    const released = [set('1.0.0', { a: Type.Optional(Type.String()) }), set('1.1.0', {})];

    expect(broken(released, set('1.2.0', { a: Type.Optional(Type.Integer()) }))).toEqual([
      expect.stringContaining('/properties/a against 1.0.0: type-changed'),
    ]);
  });
});

describe('objections', () => {
  const released = [set('1.0.0', {}), set('1.10.0', {})];

  it.each([
    ['1.10.0', 'is released, and stays as it is'],
    ['1.9.0', 'is older than 1.10.0'],
    ['two', 'is no version'],
  ])('refuses %s', (version, why) => {
    expect(objections(released, set(version, {}))).toEqual([expect.stringContaining(why)]);
  });

  it('refuses what breaks a released version, and lets growth pass', () => {
    expect(objections(released, set('2.0.0', { a: Type.String() }))).toHaveLength(2);
    expect(objections(released, set('1.11.0', { a: Type.Optional(Type.String()) }))).toEqual([]);
  });
});

describe('releasedSets', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'released-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads what was written, by version, and tells what has changed since', () => {
    const versions = [set('0.2.0', {}), set('0.10.0', { a: Type.Optional(Type.String()) })];
    for (const one of versions) writeFileSync(path.join(folder, `${one.version}.json`), textOf(one));

    const sets = releasedSets(folder);

    expect(sets).toEqual(versions);
    expect(changedSince(sets[0], sets[1]!)).toEqual(['matching.thing.happened.v1']);
    expect(changedSince(sets[1], sets[1]!)).toEqual([]);
  });

  it('refuses a file of another version', () => {
    writeFileSync(path.join(folder, '0.3.0.json'), textOf(set('0.4.0', {})));

    expect(() => releasedSets(folder)).toThrow('released/0.3.0.json says that it is 0.4.0');
  });
});
