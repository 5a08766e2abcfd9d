import { generateKeyPairSync, sign } from 'node:crypto';

/** A private key with a certificate that signs itself, in PEM. */
export interface SpecCertificate {
  readonly key: string;
  readonly cert: string;
}

// X.509 in DER (RFC 5280), as little of it as a TLS client asks for: Node reads certificates and does not make them.
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text));

const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'));
const NAME = sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from('localhost')))));
const VALIDITY = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'));
const LOCALHOST = der(0x82, Buffer.from('localhost'));
const ALTERNATIVE_NAMES = sequence(objectId('551d11'), der(0x04, sequence(LOCALHOST, der(0x87, Buffer.from([127, 0, 0, 1])))));

/** For specs: a certificate for this machine, of a key that nobody else has. */
export function specCertificate(): SpecCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]));
  const subject = [NAME, publicKey.export({ type: 'spki', format: 'der' })];
  const signed = sequence(version3, serial, ECDSA_WITH_SHA256, NAME, VALIDITY, ...subject, der(0xa3, sequence(ALTERNATIVE_NAMES)));
  const signature = der(0x03, Buffer.from([0]), sign('sha256', signed, privateKey));
  const cert = sequence(signed, ECDSA_WITH_SHA256, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert}\n-----END CERTIFICATE-----\n`,
  };
}
