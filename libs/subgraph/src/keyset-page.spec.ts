import { keysetPage } from './keyset-page.ts';

const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
const INSTANT = '2026-02-01T09:30:00.000Z';
const ID = '018f0000-0000-7000-8000-000000000000';

describe('keysetPage', () => {
  it('starts at the beginning without a cursor, and continues after one of its own', () => {
    expect(keysetPage({}, 'instant', 'id')).toEqual({ first: 20, after: null });
    expect(keysetPage({ first: 5, after: cursor(INSTANT, ID) }, 'instant', 'id')).toEqual({ first: 5, after: [INSTANT, ID] });
    expect(keysetPage({ after: cursor('2026-02-01', ID) }, 'day', 'id').after).toEqual(['2026-02-01', ID]);
    expect(keysetPage({ after: cursor(ID) }, 'id').after).toEqual([ID]);
  });

  it.each([
    ['no instant', cursor('yesterday', ID)],
    ['a day for an instant', cursor('2026-02-01', ID)],
    ['an instant that does not exist', cursor('2026-02-31T09:30:00.000Z', ID)],
    ['an instant in another notation', cursor('2026-02-01T09:30Z', ID)],
    ['no id', cursor(INSTANT, 'x')],
    ['one value too few', cursor(INSTANT)],
    ['one value too many', cursor(INSTANT, ID, ID)],
    ['nothing', cursor()],
  ])('refuses a cursor with %s', (_what, after) => {
    expect(() => keysetPage({ after }, 'instant', 'id')).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
