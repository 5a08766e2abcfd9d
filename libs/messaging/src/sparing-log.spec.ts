import { sparingLog } from './sparing-log.ts';

function scene() {
  const lines: { fields: object; message: string }[] = [];
  let now = 0;
  const log = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (fields: object, message: string) => void lines.push({ fields, message }),
  };
  return { lines, complain: sparingLog(log, () => now), pass: (ms: number) => void (now += ms) };
}

describe('a sparing log', () => {
  it('says a cause at once and once a minute, and how often it did not', () => {
    const { lines, complain, pass } = scene();

    for (let n = 0; n < 1_000; n += 1) {
      complain(new Error(`connect ECONNREFUSED after ${n} ms`), {}, 'No bus.');
      pass(100);
    }

    expect(lines).toHaveLength(2);
    expect(lines[1]!.fields).toMatchObject({ unsaid: 599 });
  });

  it('says another cause at once, an inner one too', () => {
    const { lines, complain } = scene();

    complain(new Error('no', { cause: new Error('refused') }), {}, 'No bus.');
    complain(new Error('no', { cause: new Error('wrong password') }), {}, 'No bus.');
    complain(new Error('no', { cause: new Error('wrong password') }), {}, 'No relay.');

    expect(lines).toHaveLength(3);
  });
});
