import { domainOf, senderOf } from './sender.ts';

describe('senderOf', () => {
  it('reads an address, with or without a name', () => {
    expect(senderOf('Crossing Hurdles <no-reply@example.org>')).toEqual({ name: 'Crossing Hurdles', address: 'no-reply@example.org' });
    expect(senderOf(' no-reply@example.org ')).toEqual({ name: '', address: 'no-reply@example.org' });
    expect(domainOf(senderOf('no-reply@example.org'))).toBe('example.org');
  });

  it.each(['', 'Crossing Hurdles', 'Crossing <no-reply>', 'a@example.org\r\nBcc: b@example.org'])('takes %j for no sender', (text) => {
    expect(() => senderOf(text)).toThrow('must be an address');
  });
});
