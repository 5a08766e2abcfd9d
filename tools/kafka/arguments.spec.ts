import path from 'node:path';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { argumentsFrom } from './arguments.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('argumentsFrom', () => {
  it('keeps the data beside the graph’s by default', () => {
    expect(argumentsFrom([], undefined)).toEqual({
      help: false,
      json: false,
      brokers: undefined,
      port: 19_092,
      dataDir: path.join(root, '.data', 'kafka'),
    });
    expect(argumentsFrom([], '/somewhere').dataDir).toBe(path.resolve('/somewhere/kafka'));
  });

  it('reads what it is given', () => {
    const words = ['--brokers', '3', '--port=29092', '--data', 'elsewhere', '--json'];

    expect(argumentsFrom(words, undefined)).toEqual({
      help: false,
      json: true,
      brokers: 3,
      port: 29_092,
      dataDir: path.join(root, 'elsewhere'),
    });
  });

  it.each([
    [['--brokers', '0'], '--brokers must be a whole number from 1 to 9, not 0.'],
    [['--brokers', '10'], '--brokers must be a whole number from 1 to 9, not 10.'],
    [['--brokers', '1.5'], '--brokers must be a whole number from 1 to 9, not 1.5.'],
    [['--port', '80'], '--port must be a whole number from 1025 to 65527, not 80.'],
    [['--port', 'free'], '--port must be a whole number from 1025 to 65527, not free.'],
  ])('says what %j should be', (words, sentence) => {
    expect(() => argumentsFrom(words, undefined)).toThrow(new Complaint(sentence));
  });

  it.each([[['--broker', '3']], [['three']], [['--data']]])('shows what there is instead of %j', (words) => {
    expect(() => argumentsFrom(words, undefined)).toThrow(/^[^\n]*: npm run kafka -- \[--brokers 1\.\.9\][^\n]*$/);
  });
});
