import path from 'node:path';
import { EntitySchema } from 'typeorm';
import { driftOf, testDatabase } from './index.ts';

const migrationsDir = path.join(import.meta.dirname, '../fixtures/migrations');

async function driftOfMapping(entity: EntitySchema): Promise<string[]> {
  const test = await testDatabase({ service: 'identity', migrationsDir, entities: [entity] });
  try {
    return await driftOf(test.database.app);
  } finally {
    await test.drop();
  }
}

describe('driftOf', () => {
  it('finds nothing where mapping and table agree', async () => {
    const letter = new EntitySchema({
      name: 'letter',
      columns: {
        letterId: { type: 'uuid', primary: true, name: 'letter_id' },
        subject: { type: 'text' },
        pages: { type: 'integer', nullable: true },
        tags: { type: 'text', array: true },
        sentAt: { type: 'timestamptz', name: 'sent_at' },
      },
    });

    expect(await driftOfMapping(letter)).toEqual([]);
  });

  it('names every column that differs', async () => {
    const letter = new EntitySchema({
      name: 'letter',
      columns: {
        subject: { type: 'varchar', primary: true },
        pages: { type: 'bigint' },
        tags: { type: 'text' },
        colour: { type: 'text' },
        letterId: { type: 'uuid', name: 'letter_id' },
      },
    });

    expect(await driftOfMapping(letter)).toEqual([
      'letter.subject is text in the table and mapped as character varying',
      'letter.subject is not in the primary key of the table only',
      'letter.pages is integer in the table and mapped as bigint',
      'letter.pages is nullable in the table only',
      'letter.tags is text[] in the table and mapped as text',
      'letter.colour is mapped and not in the table',
      'letter.letter_id is in the primary key of the table only',
      'letter.sent_at is required in the table and not mapped',
    ]);
  });

  it('names a table that is missing', async () => {
    const ghost = new EntitySchema({ name: 'ghost', columns: { id: { type: 'uuid', primary: true } } });

    expect(await driftOfMapping(ghost)).toEqual(['ghost is mapped and does not exist']);
  });
});
