import { BrokenSealError, NONCE_BYTES, openedWith, sealedWith, TAG_BYTES } from './gcm.js';

/** Seals a text under a key of 32 bytes. @param label what it belongs to; authenticated, so a text moved elsewhere does not open */
export function sealText(key: Buffer, text: string, label: string): string {
  const { nonce, content, tag } = sealedWith(key, Buffer.from(text), label);
  return [nonce, content, tag].map((part) => part.toString('base64')).join('.');
}

/** @throws BrokenSealError where it was sealed with another key, under another label, or altered */
export function openText(key: Buffer, sealedText: string, label: string): string {
  const [nonce, content, tag] = sealedText.split('.').map((part) => Buffer.from(part, 'base64'));
  if (nonce === undefined || content === undefined || tag === undefined) throw new BrokenSealError(label);
  return openedWith(key, { nonce, content, tag }, label).toString('utf8');
}

/** The same of bytes. */
export function sealBytes(key: Buffer, bytes: Buffer, label: string): Buffer {
  const { nonce, content, tag } = sealedWith(key, bytes, label);
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
  return openedWith(key, parts, label);
}
