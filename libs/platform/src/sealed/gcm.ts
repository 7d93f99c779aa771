import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** 96 bits, the size GCM is defined for (NIST SP 800-38D §5.2.1.1), drawn anew for each seal. */
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** Ciphertext with what is needed to open it. */
export interface SealedBytes {
  readonly nonce: Buffer;
  readonly content: Buffer;
  readonly tag: Buffer;
}

/** A seal that does not open: another key, or something that was altered or moved. Says nothing of the content. */
export class BrokenSealError extends Error {
  constructor(label: string, options: ErrorOptions = {}) {
    super(`the seal ${label} cannot be opened: the master key is another one, or the row was altered`, options);
    this.name = 'BrokenSealError';
  }
}

/** @param label what the content belongs to; authenticated, so that it does not open elsewhere */
export function sealedWith(key: Buffer, content: Buffer, label: string): SealedBytes {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(label));
  return { nonce, content: Buffer.concat([cipher.update(content), cipher.final()]), tag: cipher.getAuthTag() };
}

/** @throws BrokenSealError */
export function openedWith(key: Buffer, { nonce, content, tag }: SealedBytes, label: string): Buffer {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(label));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(content), decipher.final()]);
  } catch (error) {
    throw new BrokenSealError(label, { cause: error });
  }
}
