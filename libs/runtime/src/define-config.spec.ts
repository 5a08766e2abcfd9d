import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, describeSettings, InvalidConfiguration } from './define-config.ts';
import { setting } from './setting.ts';

const config = defineConfig({
  PORT: setting.port({ default: 4001, meaning: 'Where it listens.' }),
  POOL: setting.integer({ default: 8, min: 2, max: 100, unit: 'connections', meaning: 'At most.' }),
  SECRET: setting.secret({ default: 'development', developmentOnly: true, meaning: 'Signs.' }),
  MIGRATE: setting.oneOf(['start', 'check'], { default: 'start', productionDefault: 'check', meaning: 'When.' }),
  ORIGINS: setting.list({ default: [], meaning: 'Who may ask.' }),
  DEV_TOOLS: setting.flag({ default: true, productionDefault: false, meaning: 'Whether.' }),
  SMTP_URL: setting.optional(setting.url({ meaning: 'Who delivers.' })),
});

describe('defineConfig', () => {
  it('reads defaults where nothing is set', () => {
    expect(config.read({})).toEqual({
      PORT: 4001,
      POOL: 8,
      SECRET: 'development',
      MIGRATE: 'start',
      ORIGINS: [],
      DEV_TOOLS: true,
      SMTP_URL: null,
      production: false,
    });
  });

  it('reads what is set, each as its type', () => {
    const env = { PORT: '0', POOL: '20', SECRET: 's', MIGRATE: 'check', ORIGINS: 'a, b', DEV_TOOLS: 'false', SMTP_URL: 'smtp://mail:25' };

    expect(config.read(env)).toMatchObject({ PORT: 0, POOL: 20, ORIGINS: ['a', 'b'], DEV_TOOLS: false, SMTP_URL: 'smtp://mail:25' });
  });

  it('lists every problem at once', () => {
    const read = () => config.read({ PORT: '70000', POOL: '1', MIGRATE: 'never', DEV_TOOLS: 'yes', SMTP_URL: 'mail' });

    expect(read).toThrow(InvalidConfiguration);
    expect(read).toThrow(
      [
        'The configuration is not usable:',
        '  PORT must be a whole number from 0 to 65535',
        '  POOL must be a whole number from 2 to 100',
        '  MIGRATE must be one of start, check',
        '  DEV_TOOLS must be true or false',
        '  SMTP_URL must be a URL, such as http://127.0.0.1:4000',
      ].join('\n'),
    );
  });

  it('has other defaults in production, where a development value is refused', () => {
    const production = { NODE_ENV: 'production' };

    expect(config.read({ ...production, SECRET: 'real' })).toMatchObject({ MIGRATE: 'check', DEV_TOOLS: false, production: true });
    expect(() => config.read(production)).toThrow('SECRET must be set in production: Signs.');
    expect(() => config.read({ ...production, SECRET: 'development' })).toThrow('SECRET has the value that is meant for development');
  });

  it('takes a value from the file that NAME_FILE names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossing-config-'));
    const file = join(folder, 'secret');
    writeFileSync(file, 'from the file\n');

    try {
      expect(config.read({ SECRET_FILE: file }).SECRET).toBe('from the file');
      expect(() => config.read({ SECRET_FILE: file, SECRET: 'x' })).toThrow('SECRET and SECRET_FILE are both set; set one of them');
      expect(() => config.read({ SECRET_FILE: join(folder, 'none') })).toThrow(/SECRET cannot be read from .* \(ENOENT\)/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the name of a setting', () => {
  it('is none that login shells use', () => {
    expect(() => defineConfig({ MAIL: setting.text({ meaning: 'How mail goes out.' }) })).toThrow('cannot be called MAIL');
  });
});

describe('describeSettings', () => {
  it('answers a row a setting and shows no secret', () => {
    expect(describeSettings(config.settings)).toMatchObject([
      { name: 'PORT', type: 'port', unit: '', default: '4001', meaning: 'Where it listens.', secret: false },
      { name: 'POOL', type: 'integer, 2 to 100', unit: 'connections', default: '8' },
      { name: 'SECRET', default: 'a development value; required in production', secret: true },
      { name: 'MIGRATE', type: 'start, check', default: 'start; in production check' },
      { name: 'ORIGINS', default: 'empty' },
      { name: 'DEV_TOOLS', default: 'true; in production false' },
      { name: 'SMTP_URL', type: 'URL', default: 'none' },
    ]);
  });
});
