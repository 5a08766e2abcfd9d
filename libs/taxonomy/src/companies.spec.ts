import { domainFault } from './company-domain.ts';
import { isLei } from './lei.ts';

describe('isLei', () => {
  it.each([
    '529900T8BM49AURSDO55',
    '5493001KJTIIGC8Y1R12',
    '969500KSV493XWY0PS33',
    'ZZZZ00LANTERNLABS009',
    'ZZZZ00COPPERFERN0003',
    'ZZZZ00TIDEWATERAI002',
    'ZZZZ00QUILLANDOAK031',
    'ZZZZ00HALYARDMED0025',
    'ZZZZ00FICTIONALX0053',
  ])('takes %s', (lei) => {
    expect(isLei(lei)).toBe(true);
  });

  it.each(['529900T8BM49AURSDO54', '969500KSV493XWY0PS34', '259900T8BM49AURSDO55', '529900t8bm49aursdo55', '529900T8BM49AURSDO5', ''])(
    'refuses %p',
    (lei) => {
      expect(isLei(lei)).toBe(false);
    },
  );
});

describe('domainFault', () => {
  it.each([
    ['lantern-labs.example', null],
    ['example.co.uk', null],
    ['xn--mnchen-3ya.de', null],
    ['co.uk', 'PUBLIC_SUFFIX'],
    ['github.io', 'PUBLIC_SUFFIX'],
    ['www.lantern-labs.example', 'SUBDOMAIN'],
    ['gmail.com', 'FREE_MAIL'],
    ['mail.gmail.com', 'FREE_MAIL'],
    ['yahoo.co.uk', 'FREE_MAIL'],
    ['Lantern-Labs.example', 'NOT_A_DOMAIN'],
    ['münchen.de', 'NOT_A_DOMAIN'],
    ['https://lantern-labs.example', 'NOT_A_DOMAIN'],
    ['192.0.2.1', 'NOT_A_DOMAIN'],
    ['example', 'NOT_A_DOMAIN'],
    ['-bad-.example', 'NOT_A_DOMAIN'],
    ['', 'NOT_A_DOMAIN'],
  ])('says of %p: %s', (domain, fault) => {
    expect(domainFault(domain)).toBe(fault);
  });
});
