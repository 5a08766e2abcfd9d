import type { DataSource } from 'typeorm';

/** Counts the statements that a piece of work sends over a data source, without those that begin and end its transaction. */
export async function statementsOf(source: DataSource, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const createQueryRunner = source.createQueryRunner.bind(source);
  source.createQueryRunner = (mode) => {
    const runner = createQueryRunner(mode);
    const query = runner.query.bind(runner) as (text: string, values?: unknown[], structured?: boolean) => Promise<unknown>;
    runner.query = ((text: string, values?: unknown[], structured?: boolean) => {
      if (!/^(START TRANSACTION|COMMIT|ROLLBACK)/.test(text) && !text.includes('set_config')) statements.push(text);
      return query(text, values, structured);
    }) as typeof runner.query;
    return runner;
  };
  try {
    await work();
  } finally {
    source.createQueryRunner = createQueryRunner;
  }
  return statements;
}
