import { createHmac, randomBytes } from 'node:crypto';
import { openedWith, sealedWith } from './gcm.js';

/** Injection token of the master key: a `Buffer` of {@link KEY_BYTES} bytes that is kept outside the database. */
export const MASTER_KEY = 'platform:master-key';

/** Of the master key and of each key that it wraps. */
export const KEY_BYTES = 32;

/** Ciphertext with what is needed to open it, each in base64. */
export interface Sealed {
  readonly nonce: string;
  readonly ciphertext: string;
  readonly tag: string;
}

/** @returns a key for one record */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** Seals personal data. @param label what the seal belongs to; authenticated, so a row moved to another record does not open */
export function seal(key: Buffer, content: Buffer, label: string): Sealed {
  const { nonce, content: ciphertext, tag } = sealedWith(key, content, label);
  return { nonce: nonce.toString('base64'), ciphertext: ciphertext.toString('base64'), tag: tag.toString('base64') };
}

/** Opens what {@link seal} made. @throws BrokenSealError */
export function openSealed(key: Buffer, sealed: Sealed, label: string): Buffer {
  return openedWith(key, { nonce: bytesOf(sealed.nonce), content: bytesOf(sealed.ciphertext), tag: bytesOf(sealed.tag) }, label);
}

function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

/**
 * What tells a repeated command from another one, made so that a name or telephone in it cannot be found by trying: the
 * plain hash of a short secret can.
 */
export function keyedFingerprint(masterKey: Buffer, fingerprint: string): string {
  return createHmac('sha256', masterKey).update(fingerprint).digest('hex');
}

/** A key under the master key, as one text of 86 characters. */
export function wrapKey(masterKey: Buffer, key: Buffer, label: string): string {
  const { nonce, ciphertext, tag } = seal(masterKey, key, label);
  return `${nonce}.${ciphertext}.${tag}`;
}

/** The key that {@link wrapKey} put under the master key. @throws BrokenSealError */
export function unwrapKey(masterKey: Buffer, wrapped: string, label: string): Buffer {
  const [nonce = '', ciphertext = '', tag = ''] = wrapped.split('.');
  return openSealed(masterKey, { nonce, ciphertext, tag }, label);
}
