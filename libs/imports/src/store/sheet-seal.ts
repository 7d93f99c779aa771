import { createHmac } from 'node:crypto';
import { openText, sealText } from '#platform';

/**
 * Seals what people put into sheets where it lies: names and telephone numbers of households are among it. Each import has
 * a key of its own, made from the secret of the ledger, which no database and no folder of files holds.
 */
export class SheetSeal {
  /** @param secret of the ledger, the same at every instance */
  constructor(private readonly secret: string) {}

  json(value: unknown, importId: string): string {
    return this.sealed(Buffer.from(JSON.stringify(value)), importId);
  }

  /** @throws BrokenSealError for what was sealed of another import or by another ledger */
  openJson(sealed: string, importId: string): unknown {
    return JSON.parse(this.opened(sealed, importId).toString());
  }

  bytes(bytes: Buffer, importId: string): Buffer {
    return Buffer.from(this.sealed(bytes, importId));
  }

  /** @throws as {@link openJson} */
  openBytes(sealed: Buffer, importId: string): Buffer {
    return this.opened(sealed.toString(), importId);
  }

  private sealed(content: Buffer, importId: string): string {
    return sealText(this.keyOf(importId), content, importId);
  }

  private opened(sealed: string, importId: string): Buffer {
    return openText(this.keyOf(importId), sealed, importId);
  }

  private keyOf(importId: string): Buffer {
    return createHmac('sha256', this.secret).update(`sheet ${importId}`).digest();
  }
}
