import { databaseClocks, longFiles, machinePaths } from './sources.ts';

describe('longFiles', () => {
  it('refuses 251 lines of code and accepts 250', () => {
    expect(longFiles([{ path: 'a.ts', text: 'x\n'.repeat(251) }])).toHaveLength(1);
    expect(
      longFiles([
        { path: 'a.ts', text: 'x\n'.repeat(250) },
        { path: 'a.md', text: 'x\n'.repeat(999) },
      ]),
    ).toEqual([]);
  });
});

describe('machinePaths', () => {
  const home = ['', 'home', 'ada', 'x'].join('/');

  it('names file and line', () => {
    expect(machinePaths([{ path: 'a.md', text: `see\n"${home}"` }])).toEqual(['a.md:2 names a path of one machine']);
  });

  it('accepts addresses and relative paths', () => {
    expect(machinePaths([{ path: 'a.md', text: 'https://a.example/work/1 and apps/home/x/' }])).toEqual([]);
  });
});

describe('databaseClocks', () => {
  it.each([
    ['apps/a/migrations/0001-a.sql', 'CREATE TABLE a (at timestamptz DEFAULT now());'],
    ['apps/a/src/a.store.ts', 'const q = `UPDATE a SET at = CURRENT_TIMESTAMP`;'],
    ['libs/messaging/src/relay.ts', "const q = 'DELETE FROM a WHERE at < clock_timestamp()';"],
  ])('refuses it in %s', (path, text) => {
    expect(databaseClocks([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ['apps/a/migrations/0001-a.sql', 'CREATE TABLE a (at timestamptz); -- never now()'],
    ['apps/a/src/a.ts', 'const started = performance.now(); const q = `UPDATE a SET at = $1`;'],
    ['apps/a/src/a.spec.ts', 'sql.query(`SELECT now()`);'],
  ])('accepts %s', (path, text) => {
    expect(databaseClocks([{ path, text }])).toEqual([]);
  });
});
