import { recordsOf } from './evidence.ts';

const record = (topic: string, key: string, sequence: number) => ({
  topic,
  key,
  headers: { ce_id: `${topic}/${key}/${sequence}`, ce_sequence: String(sequence) },
});
const states = (key: string, ...sequences: readonly number[]) => sequences.map((sequence) => record('states', key, sequence));

describe('recordsOf', () => {
  it('counts repeats, states behind a newer one, and those of them that are the last of their key', () => {
    const records = [...states('a', 1, 2, 3, 2, 3), ...states('b', 1, 2, 1), record('facts', 'a', 2), record('facts', 'a', 1)];

    expect(recordsOf(records, ['states'])).toEqual({ records: 10, repeats: 3, behindNewer: 2, staleTails: 1 });
  });
});
