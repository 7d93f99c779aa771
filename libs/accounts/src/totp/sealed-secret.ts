import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** 96 bits, the size GCM is defined for (NIST SP 800-38D §5.2.1.1). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals a secret under the master key. @param account whose it is; authenticated, so a row moved to another account does not open */
export function sealSecret(masterKey: Buffer, secret: string, account: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, masterKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(account));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [nonce, text, cipher.getAuthTag()].map((part) => part.toString('base64')).join('.');
}

/** @throws Error where it was sealed with another key, for another account, or altered */
export function openSecret(masterKey: Buffer, sealed: string, account: string): string {
  const [nonce, text, tag] = sealed.split('.').map((part) => Buffer.from(part, 'base64'));
  if (nonce === undefined || text === undefined || tag === undefined) throw new Error(`the one-time code secret of ${account} is damaged`);
  const decipher = createDecipheriv(ALGORITHM, masterKey, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(account));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
}
