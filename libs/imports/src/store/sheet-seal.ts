import { createHmac } from 'node:crypto';
import { openBytes, openText, sealBytes, sealText } from '#platform';

/**
 * Seals what people put into sheets where it lies: names and telephone numbers of households are among it. The key is made
 * from the secret of the ledger, which no database and no folder of files holds.
 */
export class SheetSeal {
  private readonly key: Buffer;

  /** @param secret of the ledger, the same at every instance */
  constructor(secret: string) {
    this.key = createHmac('sha256', secret).update('sheets').digest();
  }

  json(value: unknown, importId: string): string {
    return sealText(this.key, JSON.stringify(value), importId);
  }

  /** @throws Error for what was sealed of another import or by another ledger */
  openJson(sealed: string, importId: string): unknown {
    return JSON.parse(openText(this.key, sealed, importId));
  }

  bytes(bytes: Buffer, importId: string): Buffer {
    return sealBytes(this.key, bytes, importId);
  }

  /** @throws as {@link openJson} */
  openBytes(sealed: Buffer, importId: string): Buffer {
    return openBytes(this.key, sealed, importId);
  }
}
