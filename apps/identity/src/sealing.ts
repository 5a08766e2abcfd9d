import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps secrets that must be read again, and marks ones that need only be recognised. `use` says what for: each has keys of its own. */
export interface Sealing {
  /** Encrypted and bound to `owner`: AES-256-GCM under the current key. */
  seal(use: string, owner: string, secret: Uint8Array): Buffer;
  /** What was sealed for this use and owner; throws for anything else. */
  open(use: string, owner: string, sealed: Uint8Array): Buffer;
  /** HMAC-SHA-256 under each key, the current one first: a mark made under a retiring key is recognised too. */
  marks(use: string, text: string): readonly [Buffer, ...Buffer[]];
}

interface Key {
  readonly id: Buffer;
  readonly bytes: Buffer;
}

const KEY_BYTES = 32;
const ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** From base64url keys of 32 bytes by comma: the current one, then retiring ones. Throws what would be right. */
export function sealingOf(text: string): Sealing {
  const keys = text.split(',').map((part): Key => {
    const bytes = Buffer.from(part.trim(), 'base64url');
    if (bytes.length !== KEY_BYTES) throw new Error(`must be keys of ${KEY_BYTES} bytes in base64url, by comma`);
    return { bytes, id: derived(bytes, 'id').subarray(0, ID_BYTES) };
  });
  const [current] = keys as [Key, ...Key[]];
  return {
    seal(use, owner, secret) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', derived(current.bytes, `seal ${use}`), iv).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([current.id, iv, cipher.getAuthTag(), sealed]);
    },
    open(use, owner, sealed) {
      const [id, iv, tag, text] = cut(Buffer.from(sealed));
      const key = keys.find((one) => one.id.equals(id));
      if (!key) throw new Error('None of the sealing keys made this: is a retiring key missing?');
      const decipher = createDecipheriv('aes-256-gcm', derived(key.bytes, `seal ${use}`), iv)
        .setAAD(Buffer.from(owner))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(text), decipher.final()]);
    },
    marks: (use, marked) => {
      const mark = ({ bytes }: Key) =>
        createHmac('sha256', derived(bytes, `mark ${use}`))
          .update(marked)
          .digest();
      return [mark(current), ...keys.slice(1).map(mark)];
    },
  };
}

function cut(sealed: Buffer): [Buffer, Buffer, Buffer, Buffer] {
  const [iv, tag, text] = [ID_BYTES, ID_BYTES + IV_BYTES, ID_BYTES + IV_BYTES + TAG_BYTES];
  return [sealed.subarray(0, iv), sealed.subarray(iv, tag), sealed.subarray(tag, text), sealed.subarray(text)];
}

const derived = (key: Buffer, info: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', info, KEY_BYTES));
