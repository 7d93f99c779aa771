import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { CommandContext } from '#contracts';

/** Injection token of the master key: a `Buffer` of {@link KEY_BYTES} bytes that is kept outside the database. */
export const MASTER_KEY = 'platform:master-key';

const ALGORITHM = 'aes-256-gcm';
/** Of the master key and of each key that it wraps. */
export const KEY_BYTES = 32;
/** 96 bits, the size GCM is defined for (NIST SP 800-38D §5.2.1.1). A key seals once, so a random nonce never repeats. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Ciphertext with what is needed to open it, each in base64. */
export interface Sealed {
  readonly nonce: string;
  readonly ciphertext: string;
  readonly tag: string;
}

/** A seal that does not open: another master key, or a row that was altered or moved. Says nothing of the content. */
export class BrokenSealError extends Error {
  constructor(label: string, options: ErrorOptions) {
    super(`the seal ${label} cannot be opened: the master key is another one, or the row was altered`, options);
    this.name = 'BrokenSealError';
  }
}

/** @returns a key for one record */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** Seals personal data. @param label what the seal belongs to; authenticated, so a row moved to another record does not open */
export function seal(key: Buffer, content: Buffer, label: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(label));
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  return { nonce: nonce.toString('base64'), ciphertext: ciphertext.toString('base64'), tag: cipher.getAuthTag().toString('base64') };
}

/** Opens what {@link seal} made. @throws BrokenSealError */
export function openSealed(key: Buffer, sealed: Sealed, label: string): Buffer {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(sealed.nonce, 'base64'), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(label));
    decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(sealed.ciphertext, 'base64')), decipher.final()]);
  } catch (error) {
    throw new BrokenSealError(label, { cause: error });
  }
}

/**
 * The context of a command that holds a name or telephone: what tells a repetition of it is made so that they cannot be found
 * by trying, as they can from the plain hash of a short secret.
 */
export function guardedContext(masterKey: Buffer, context: CommandContext): CommandContext {
  const keyed = (fingerprint: string): string => createHmac('sha256', masterKey).update(fingerprint).digest('hex');
  const { fingerprint, formerFingerprint: former } = context;
  return { ...context, fingerprint: keyed(fingerprint), ...(former && { formerFingerprint: () => keyed(former()) }) };
}

/** The same as {@link seal}, as one text. */
export function sealText(key: Buffer, content: Buffer, label: string): string {
  const { nonce, ciphertext, tag } = seal(key, content, label);
  return `${nonce}.${ciphertext}.${tag}`;
}

/** Opens what {@link sealText} made. @throws BrokenSealError */
export function openText(key: Buffer, sealed: string, label: string): Buffer {
  const [nonce = '', ciphertext = '', tag = ''] = sealed.split('.');
  return openSealed(key, { nonce, ciphertext, tag }, label);
}

/** A key under the master key, as one text of 86 characters. */
export function wrapKey(masterKey: Buffer, key: Buffer, label: string): string {
  return sealText(masterKey, key, label);
}

/** As long as a wrapped key, so that overwriting one needs no other place. */
export const BLANK_KEY = '0'.repeat(86);

/** The key that {@link wrapKey} put under the master key. @throws BrokenSealError */
export function unwrapKey(masterKey: Buffer, wrapped: string, label: string): Buffer {
  return openText(masterKey, wrapped, label);
}

/** @throws RangeError for what can be no master key */
export function mustBeMasterKey(masterKey: Buffer): void {
  if (masterKey.length !== KEY_BYTES) throw new RangeError(`the master key must have ${KEY_BYTES} bytes, it has ${masterKey.length}`);
}
