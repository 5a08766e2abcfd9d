import { mailPage } from './mail-page.ts';
import { renderMail } from './render-mail.ts';

describe('renderMail', () => {
  it('fills the template and names the token', () => {
    const mail = renderMail({
      mailId: 'm',
      to: 'a@example.org',
      template: 'confirm-email',
      locale: 'sw-KE',
      data: { token: 'abc', hours: '24' },
    });

    expect(mail).toMatchObject({ to: 'a@example.org', subject: 'Confirm your address', token: 'abc' });
    expect(mail.body).toContain('within 24 hours');
  });

  it('does not send a mail with a hole in it', () => {
    expect(() => renderMail({ mailId: 'm', to: 'a@example.org', template: 'confirm-email', locale: 'en', data: {} })).toThrow('hours');
  });
});

describe('mailPage', () => {
  it('escapes whatever stands in a mail', () => {
    const page = mailPage([
      { mailId: '1', to: '<img src=x>@example.org', subject: '"<script>"', body: '<b>&</b>', token: null, sentAt: new Date(0) },
    ]);

    expect(page).not.toMatch(/<script>|<img|<b>/);
  });
});
