import { PROOF_TOLERANCE_SECONDS, proofKeysOf, signProof, verifyProof } from './proof.ts';

const key = Buffer.alloc(32, 1).toString('base64url');
const nextKey = Buffer.alloc(32, 2).toString('base64url');
const subject = { subgraph: 'matching', callerToken: 'token', body: '{"query":"{ viewer { id } }"}' };
const now = new Date('2026-03-01T12:00:00Z');
const seconds = (count: number): Date => new Date(now.getTime() + count * 1000);

describe('a proof', () => {
  it('holds for the request that it was made for, also over bytes and during the rotation of keys', () => {
    const proof = signProof(key, subject, now);

    expect(verifyProof([key], proof, subject, now)).toBe(true);
    expect(verifyProof([nextKey, key], proof, { ...subject, body: Buffer.from(subject.body) }, now)).toBe(true);
  });

  it.each([
    ['another subgraph', { subgraph: 'identity' }],
    ['another caller', { callerToken: '' }],
    ['another body', { body: `${subject.body} ` }],
  ])('does not hold for %s', (_what, change) => {
    expect(verifyProof([key], signProof(key, subject, now), { ...subject, ...change }, now)).toBe(false);
  });

  it('holds for half a minute, either way', () => {
    const proof = signProof(key, subject, now);

    for (const late of [PROOF_TOLERANCE_SECONDS, -PROOF_TOLERANCE_SECONDS])
      expect(verifyProof([key], proof, subject, seconds(late))).toBe(true);
    for (const late of [PROOF_TOLERANCE_SECONDS + 1, -PROOF_TOLERANCE_SECONDS - 1])
      expect(verifyProof([key], proof, subject, seconds(late))).toBe(false);
  });

  it('needs one of our keys and the right form', () => {
    const proof = signProof(key, subject, now);

    expect(verifyProof([nextKey], proof, subject, now)).toBe(false);
    expect(verifyProof([], proof, subject, now)).toBe(false);
    for (const header of [undefined, '', 't=,s=', `${proof}x`, proof.replace(/^t=\d+/, 't=1'), `${proof},${proof}`])
      expect(verifyProof([key], header, subject, now)).toBe(false);
  });
});

describe('the keys of a setting', () => {
  it('are the current one and those that retire', () => {
    expect(proofKeysOf(`${nextKey}, ${key}`)).toEqual([nextKey, key]);
  });

  it.each(['', ',', `${key},`, 'short', `${key} ${key}`, Buffer.alloc(31, 1).toString('base64url')])('are not %j', (text) => {
    expect(() => proofKeysOf(text)).toThrow('must be keys of at least 32 bytes');
  });
});
