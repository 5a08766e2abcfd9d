import type { TSchema } from '@sinclair/typebox';
import fc from 'fast-check';
import { validator } from '../validator.ts';
import type { Schema } from './contract-set.ts';
import { incompatibilities } from './incompatibilities.ts';
import { anySchema, changedFrom, grownFrom, valueOf } from './schema.arbitraries.ts';

const set = (version: string, schema: Schema) => ({
  version,
  contracts: { 'a.b.c.v1': { name: 'C', topic: 'a.b', kind: 'fact', source: '/a', key: 'id', schema } },
});
const between = (older: Schema, newer: Schema) => incompatibilities(set('1.0.0', older), set('1.1.0', newer));

/** What a reader with the schema makes of a value: null if it refuses. */
const readBy = (schema: Schema, value: unknown): unknown => {
  const copy = structuredClone(value);
  return validator(schema as TSchema)(copy).length === 0 ? copy : null;
};

const runs = { numRuns: 400 };

describe('compatibility', () => {
  it('is granted to growth, and then a new reader reads all that an old writer wrote, and the other way round', () => {
    const cases = anySchema.chain((older) =>
      grownFrom(older).chain((newer) => fc.tuple(fc.constant({ older, newer }), valueOf(older), valueOf(newer))),
    );

    fc.assert(
      fc.property(cases, ([{ older, newer }, written, writtenLater]) => {
        expect(between(older, newer)).toEqual([]);
        expect(readBy(newer, written)).toEqual(written);
        expect(readBy(older, writtenLater)).not.toBeNull();
      }),
      runs,
    );
  });

  it('is never granted to a change that loses or refuses a value', () => {
    let granted = 0;
    let refused = 0;
    const cases = anySchema.chain((older) =>
      changedFrom(older)
        .filter((newer) => newer.properties !== undefined)
        .chain((newer) =>
          fc.tuple(
            fc.constant({ older, newer }),
            fc.array(valueOf(older), { minLength: 3, maxLength: 3 }),
            fc.array(valueOf(newer), { maxLength: 3 }),
          ),
        ),
    );

    fc.assert(
      fc.property(cases, ([{ older, newer }, written, writtenLater]) => {
        if (between(older, newer).length > 0) return void (refused += 1);
        granted += 1;
        for (const value of written) expect(readBy(newer, value)).toEqual(value);
        for (const value of writtenLater) expect(readBy(older, value)).not.toBeNull();
      }),
      { numRuns: 1500 },
    );
    // Neither side of the question may be empty, else nothing was asked.
    expect(granted).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });

  it('holds between a schema and itself', () => {
    fc.assert(
      fc.property(anySchema, (schema) => expect(between(schema, schema)).toEqual([])),
      runs,
    );
  });
});
