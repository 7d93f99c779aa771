import { generateKeyPairSync } from 'node:crypto';

/** A pair as the settings hold it, in PEM. */
export interface IdentityKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

export function newIdentityKeys(): IdentityKeys {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}
