import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** 96 bits, the size GCM is defined for (NIST SP 800-38D §5.2.1.1). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals a text under a key of 32 bytes. @param label what it belongs to; authenticated, so a text moved elsewhere does not open */
export function sealText(key: Buffer, text: string, label: string): string {
  const { nonce, content, tag } = sealed(key, Buffer.from(text), label);
  return [nonce, content, tag].map((part) => part.toString('base64')).join('.');
}

/** @throws Error where it was sealed with another key, under another label, or altered */
export function openText(key: Buffer, sealedText: string, label: string): string {
  const [nonce, content, tag] = sealedText.split('.').map((part) => Buffer.from(part, 'base64'));
  if (nonce === undefined || content === undefined || tag === undefined) throw new Error(`what is sealed of ${label} is damaged`);
  return opened(key, { nonce, content, tag }, label).toString('utf8');
}

/** The same of bytes. */
export function sealBytes(key: Buffer, bytes: Buffer, label: string): Buffer {
  const { nonce, content, tag } = sealed(key, bytes, label);
  return Buffer.concat([nonce, tag, content]);
}

/** @throws as {@link openText} */
export function openBytes(key: Buffer, bytes: Buffer, label: string): Buffer {
  const behindNonce = NONCE_BYTES + TAG_BYTES;
  const parts = {
    nonce: bytes.subarray(0, NONCE_BYTES),
    tag: bytes.subarray(NONCE_BYTES, behindNonce),
    content: bytes.subarray(behindNonce),
  };
  return opened(key, parts, label);
}

interface Sealed {
  readonly nonce: Buffer;
  readonly content: Buffer;
  readonly tag: Buffer;
}

function sealed(key: Buffer, bytes: Buffer, label: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(label));
  const content = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return { nonce, content, tag: cipher.getAuthTag() };
}

function opened(key: Buffer, { nonce, content, tag }: Sealed, label: string): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(label));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(content), decipher.final()]);
}
