import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { SettingsReader } from './settings-reader.js';

const PUBLIC_KEY = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/** Two while one takes the other's place; more would be keys that nobody has taken away. */
const MOST_PUBLIC_KEYS = 2;

/** @returns the key that the gateway signs with, in PEM; empty where it is refused */
export function readIdentityKey(settings: SettingsReader): string {
  const pem = settings.secret('BANGFU_IDENTITY_KEY') ?? '';
  if (isEd25519(() => createPrivateKey(pem))) return pem;
  settings.refuse(
    'BANGFU_IDENTITY_KEY',
    '必须设置（或用 …_FILE），应为 PEM 格式的 Ed25519 私钥',
    'is required (or …_FILE): an Ed25519 private key in PEM',
  );
  return '';
}

/** @returns the keys that a service goes by, each in PEM; none where they are refused */
export function readIdentityPublicKeys(settings: SettingsReader): readonly string[] {
  const text = settings.secret('BANGFU_IDENTITY_PUBLIC_KEYS') ?? '';
  const keys = text.match(PUBLIC_KEY) ?? [];
  const nothingElse = text.replace(PUBLIC_KEY, '').trim() === '';
  const fits = nothingElse && keys.length >= 1 && keys.length <= MOST_PUBLIC_KEYS;
  if (fits && keys.every((pem) => isEd25519(() => createPublicKey(pem)))) return keys;
  settings.refuse(
    'BANGFU_IDENTITY_PUBLIC_KEYS',
    `必须设置（或用 …_FILE），应为 1–${MOST_PUBLIC_KEYS} 把 PEM 格式的 Ed25519 公钥，不得含其他内容`,
    `is required (or …_FILE): 1–${MOST_PUBLIC_KEYS} Ed25519 public keys in PEM and nothing else`,
  );
  return [];
}

function isEd25519(read: () => KeyObject): boolean {
  try {
    return read().asymmetricKeyType === 'ed25519';
  } catch (error) {
    // What OpenSSL says of text that is no key quotes nothing of it, but tells an operator nothing either.
    if (typeof error === 'object' && error !== null && 'code' in error) return false;
    throw error;
  }
}
