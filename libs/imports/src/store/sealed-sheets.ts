import type { Instant } from '#contracts';
import type { FileStore } from '#platform';
import type { SheetSeal } from './sheet-seal.js';

/** Uploaded files as they came, each sealed for its import. */
export class SealedSheets {
  constructor(
    private readonly files: FileStore,
    private readonly seal: SheetSeal,
  ) {}

  /** @returns under what it is kept */
  async keep(importId: string, bytes: Buffer): Promise<string> {
    const { sha256 } = await this.files.store(once(this.seal.bytes(bytes, importId)), () => Promise.resolve(''));
    return sha256;
  }

  async bytes(importId: string, kept: string): Promise<Buffer> {
    return this.seal.openBytes(await this.files.bytes(kept), importId);
  }

  /** Each import has a file of its own, so no other one loses it. */
  remove(kept: string): Promise<void> {
    return this.files.remove(kept);
  }

  /** Removes what a death has left: sheets that no import names, unchanged since before a moment. */
  async sweep(named: ReadonlySet<string>, before: Instant): Promise<void> {
    for (const name of await this.files.unchangedSince(before)) if (!named.has(name)) await this.files.remove(name);
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}
