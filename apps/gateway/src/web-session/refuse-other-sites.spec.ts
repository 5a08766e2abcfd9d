import { refuseOtherSites } from './refuse-other-sites.ts';

const OURS = 'https://crossing.example';
const refusal = (origin?: string, site?: string): string | null => {
  try {
    refuseOtherSites({ ...(origin && { origin }), ...(site && { 'sec-fetch-site': site }) }, `${OURS}/`);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('refuseOtherSites', () => {
  it('lets a page of our origin through, by either header', () => {
    expect(refusal(OURS)).toBeNull();
    expect(refusal(undefined, 'same-origin')).toBeNull();
    expect(refusal(OURS, 'same-origin')).toBeNull();
  });

  it.each([
    ['nothing that says where it comes from', undefined, undefined],
    ['another site', 'https://evil.example', undefined],
    ['another site that a modern browser tells of', 'https://evil.example', 'cross-site'],
    ['a neighbour under our domain', 'https://blog.crossing.example', 'same-site'],
    ['our host without TLS', 'http://crossing.example', undefined],
    ['a page without an origin', 'null', 'cross-site'],
    ['an address that somebody typed', undefined, 'none'],
    ['our origin, and a browser that says otherwise', OURS, 'cross-site'],
    ['another origin, and a browser that says otherwise', 'https://evil.example', 'same-origin'],
  ])('refuses %s', (_what, origin, site) => {
    expect(refusal(origin, site)).toBe('FORBIDDEN');
  });
});
