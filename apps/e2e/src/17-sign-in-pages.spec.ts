import { describeWithBrowser, openBrowser } from '@crossing/testkit/browser.ts';
import { actorOf, join, type Actor } from '@crossing/tool-journey/actor.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { generateSync } from 'otplib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { oidcApp, type OidcApp } from './oidc-app.ts';
import { openScene, type Scene } from './scene.ts';

// Without a window it calls itself by another name.
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

describeWithBrowser('the pages of signing in, in a browser without scripts', () => {
  let scene: Scene;
  let browser: Browser;
  let app: OidcApp;
  let nova: Actor;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    [scene, browser] = await Promise.all([openScene(), openBrowser()]);
    app = await oidcApp(scene, 'lantern-app', 'Lantern <Desk>');
    nova = await join(scene.client, { name: 'nova', email: 'nova@pages.example' }, DEMO_PASSWORD);
  });
  afterAll(async () => {
    app.end();
    await browser.close();
    await scene.end();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 320, height: 640 }, userAgent: CHROME, javaScriptEnabled: false });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const focused = () => page.locator(':focus');
  /** Of what has the focus: its name and what is said of it. */
  const focus = async () => ({ id: await focused().getAttribute('id'), invalid: await focused().getAttribute('aria-invalid') });
  const toldOf = async (id: string): Promise<string | null> => {
    const told = await page.locator(`#${id}`).getAttribute('aria-describedby');
    return told === null ? null : page.locator(`#${told.split(' ').at(-1)!}`).textContent();
  };
  /** What sticks out of the page to the right, in pixels. */
  const overhang = () => page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const heading = () => page.locator('h1').textContent();
  const picture = async (name: string): Promise<void> => {
    const folder = process.env['TEST_PICTURES'];
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };
  /** By the keyboard: what follows Enter is there afterwards. */
  const enter = async (): Promise<void> => {
    const arrived = page.waitForEvent('load');
    await page.keyboard.press('Enter');
    await arrived;
  };
  /** Into the field that has the focus, and those after it. */
  const type = async (...texts: string[]): Promise<void> => {
    await page.locator('input:focus').waitFor();
    for (const [at, text] of texts.entries()) {
      if (at > 0) await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    }
    await enter();
  };
  /** The button with this text. */
  const press = async (text: string): Promise<void> => {
    for (let tabs = 0; tabs < 10; tabs++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate<string>('document.activeElement.textContent.trim()')) === text) return enter();
    }
    throw new Error(`No tab leads to ${text}.`);
  };

  it('let somebody in who agrees, by the keyboard alone and at 320 pixels', async () => {
    const { url, finish } = await app.begin();
    await page.goto(url);
    expect([await heading(), await overhang(), await focus()]).toEqual(['Sign in', 0, { id: 'email', invalid: null }]);
    await picture('sign-in');
    await type(nova.email, DEMO_PASSWORD);

    expect([await heading(), await overhang()]).toEqual(['Let Lantern <Desk> in?', 0]);
    expect(await page.locator('li').allTextContents()).toEqual([
      'recognise you when you come back',
      'stay signed in while you are away, until you end it',
      expect.stringContaining('read everything that you can see'),
      expect.stringContaining('do in your name what you can do'),
    ]);
    expect(await page.locator('main').textContent()).toContain(`You go back to ${app.host}.`);
    await picture('consent');
    await press('Agree');

    expect(await heading()).toBe('Back in the app');
    const tokens = await finish(page.url());
    expect(tokens.refresh_token).toBeDefined();
    const there = actorOf(scene.client, nova, tokens.access_token);
    expect(await there.query('{ viewer { email } }')).toEqual({ viewer: { email: nova.email } });
    expect(await nova.query('{ viewer { sessions { edges { node { device } } } } }')).toEqual({
      viewer: {
        sessions: { edges: [{ node: { device: 'Chrome on Linux' } }, { node: { device: 'Chrome on Linux' } }, expect.anything()] },
      },
    });
  });

  it('say what is wrong under the field, and move the focus to it', async () => {
    await page.goto((await app.begin()).url);
    await type(nova.email, 'wrong');

    expect(await page.title()).toBe('Error: Sign in – Crossing Hurdles');
    expect(await focus()).toEqual({ id: 'password', invalid: 'true' });
    expect(await toldOf('password')).toBe('This address and password do not belong together.');
    expect([await page.inputValue('#email'), await page.inputValue('#password'), await overhang()]).toEqual([nova.email, '', 0]);
    await picture('wrong-password');

    await type(DEMO_PASSWORD);
    expect(await heading()).toBe('Let Lantern <Desk> in?');
  });

  it('tell the app that the person said no, on either page', async () => {
    const first = await app.begin();
    await page.goto(first.url);
    await press('Back to the app');
    await expect(first.finish(page.url())).rejects.toMatchObject({ error: 'access_denied' });

    const second = await app.begin();
    await page.goto(second.url);
    await type(nova.email, DEMO_PASSWORD);
    await press('Do not agree');
    expect(await heading()).toBe('Back in the app');
    await expect(second.finish(page.url())).rejects.toMatchObject({ error: 'access_denied' });
  });

  it('ask for the second factor of who has one', async () => {
    const rita = await join(scene.client, { name: 'rita', email: 'rita@pages.example' }, DEMO_PASSWORD);
    const enrolled = await rita.query<{ enrolTotp: { secret: string } }>('mutation { enrolTotp { ... on EnrolTotpSuccess { secret } } }');
    const { secret } = enrolled.enrolTotp;
    const confirm = 'mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) { ... on ConfirmTotpSuccess { recoveryCodes } } }';
    const { recoveryCodes } = await rita.attempt<{ recoveryCodes: string[] }>(confirm, { code: generateSync({ secret }) });
    const { url, finish } = await app.begin();
    await page.goto(url);
    await type(rita.email, DEMO_PASSWORD);
    expect([await heading(), await focus(), await overhang()]).toEqual(['One more step', { id: 'code', invalid: null }, 0]);
    await type('000000');
    expect([await focus(), await toldOf('code')]).toEqual([{ id: 'code', invalid: 'true' }, expect.stringMatching(/code/i)]);
    await picture('second-factor');

    await type(recoveryCodes[0]!);
    await press('Agree');

    const { claims } = (await finish(page.url())) as unknown as { claims(): { amr: string[] } };
    expect(claims().amr).toEqual(['pwd', 'otp', 'mfa']);
  });

  it('sign somebody else in when the app asks anew', async () => {
    const olga = await join(scene.client, { name: 'olga', email: 'olga@pages.example' }, DEMO_PASSWORD);
    await page.goto((await app.begin()).url);
    await type(nova.email, DEMO_PASSWORD);
    await press('Agree');
    const { url, finish } = await app.begin({ prompt: 'login consent' });

    await page.goto(url);
    await type(olga.email, DEMO_PASSWORD);
    await press('Agree');

    const { access_token: token } = await finish(page.url());
    expect(await actorOf(scene.client, olga, token).query('{ viewer { email } }')).toEqual({ viewer: { email: olga.email } });
  });

  it('take no form that they have not written, and belong to one browser', async () => {
    await page.goto((await app.begin()).url);
    const form = { email: nova.email, password: DEMO_PASSWORD };
    const token = await page.locator('input[name=token]').first().inputValue();
    const post = (fields: Record<string, string>, headers = {}) => context.request.post(`${page.url()}/sign-in`, { form: fields, headers });
    expect((await post(form)).status()).toBe(403);
    expect((await post({ ...form, token: token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) })).status()).toBe(403);
    expect((await post({ ...form, token }, { 'sec-fetch-site': 'cross-site' })).status()).toBe(403);

    const elsewhere = await browser.newContext();
    const answer = await elsewhere.request.get(page.url());
    expect([answer.status(), await answer.text()]).toEqual([400, expect.stringContaining('belongs to another browser')]);
    await elsewhere.close();
  });

  it('may do nothing but show themselves and send their forms here and to the app', async () => {
    const answer = (await page.goto((await app.begin()).url))!;

    expect(answer.headers()).toMatchObject({
      'content-security-policy': `default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self' http://${app.host}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(await page.locator('script').count()).toBe(0);
  });
});
