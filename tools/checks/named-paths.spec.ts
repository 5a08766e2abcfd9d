import { missingNamedPaths } from './named-paths.ts';

const files = [
  { path: 'docs/decisions/0001-a.md', text: '' },
  { path: 'libs/runtime/src/audit.ts', text: '' },
];
const named = (text: string, path = 'docs/security.md') => missingNamedPaths([...files, { path, text }]);

describe('missingNamedPaths', () => {
  it.each([
    ['a file', 'see `libs/runtime/src/audit.ts`'],
    ['a folder', 'see `libs/runtime` and `libs/runtime/src/`'],
    ['a line of a file', 'see `libs/runtime/src/audit.ts:12`'],
    ['a place-holder', 'see `apps/<service>/src/main.ts` and `libs/*/src`'],
    ['a command', '`tools/none.ts --help`'],
    ['a link', '[one](decisions/0001-a.md#context) and [two](https://example.org/none) or [three](<https://example.org/none>)'],
    ['a name of something else', '`none/of/ours.ts`'],
  ])('lets %s be', (_what, text) => {
    expect(named(text)).toEqual([]);
  });

  it.each([
    ['a file', 'see `libs/runtime/src/none.ts`', 'libs/runtime/src/none.ts'],
    ['a folder', 'see `apps/none/`', 'apps/none/'],
    ['the goal of a link', '[one](decisions/0002-b.md)', 'docs/decisions/0002-b.md'],
    ['the goal of a link upwards', '[one](../README.md)', 'README.md'],
  ])('names %s that is not there', (_what, text, path) => {
    expect(named(text)).toEqual([`docs/security.md names ${path}, which is not there`]);
  });

  it('leaves the changelog be: it tells of what was', () => {
    expect(named('`libs/none.ts`', 'CHANGELOG.md')).toEqual([]);
  });
});
