import { feeRequest } from './fee-request.ts';

describe('feeRequest', () => {
  it.each([
    'A registration fee of 20 USD applies.',
    'There is a refundable deposit.',
    'Applicants must first pay 10 EUR.',
    'You are required to purchase our kit.',
    'Pay us a small fee to begin.',
    'Buy the starter kit and begin.',
    'A rеgistrаtion fее is due.',
    'R\u200begistration fee: 5',
    'Onboarding   payment is due first.',
    'A r3gistr4tion f33 applies',
  ])('finds the demand in “%s”', (text) => {
    expect(feeRequest(text)).toMatchObject({ ruleId: 'fee-asked-of-contributors', version: 1 });
  });

  it.each([
    'We never ask for a registration fee.',
    'There is no deposit, no upfront payment and no registration fee.',
    'Evaluate answers about bank fees and deposits.',
    'You are paid per piece; the platform pays its own costs.',
    'Label receipts: what must a customer pay?',
    'Without any application fee.',
    'Judge answers about processing fees and security deposits.',
    'We pay the fees of your bank.',
  ])('finds none in “%s”', (text) => {
    expect(feeRequest(text)).toBeNull();
  });
});
