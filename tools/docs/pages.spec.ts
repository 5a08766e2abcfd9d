import { configurationPage } from './configuration-page.ts';
import { errorCodesPage } from './error-codes-page.ts';

const row = (name: string, meaning = 'What it is.') => ({ name, type: 'text', unit: '', default: 'none', meaning, secret: false });

describe('configurationPage', () => {
  const page = configurationPage({ name: 'gateway', rows: [row('PORT', 'The public one.')] }, [
    { name: 'identity', rows: [row('LOG_LEVEL'), row('MAIL')] },
    { name: 'matching', rows: [row('LOG_LEVEL'), row('INDEX', 'One of a | b.')] },
  ]);

  it('tells once what the subgraphs share', () => {
    expect(page.match(/LOG_LEVEL/g)).toHaveLength(1);
    expect(page.indexOf('LOG_LEVEL')).toBeGreaterThan(page.indexOf('## Every subgraph'));
  });

  it('has a section for each process with its own settings', () => {
    expect(page).toMatch(/## gateway[^#]*The public one\.[^]*## identity[^#]*MAIL[^#]*## matching[^#]*INDEX/);
  });

  it('escapes what would break a table', () => {
    expect(page).toContain('One of a \\| b.');
  });
});

describe('errorCodesPage', () => {
  it('has a line for each code', () => {
    const page = errorCodesPage({ NOT_FOUND: { http: 200, when: 'It is not there.', meaning: 'Look again.' } });

    expect(page).toContain('| NOT_FOUND | 200 | It is not there. | Look again. |');
  });
});
