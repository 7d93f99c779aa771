import { openSync, closeSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

const PIECE_BYTES = 1 << 22;

/** Texts that must stand nowhere, looked for in whatever holds text or bytes. */
export class Needles {
  private readonly patterns: readonly Buffer[];
  private readonly overlap: number;

  constructor(private readonly texts: readonly string[]) {
    this.patterns = texts.map((text) => Buffer.from(text));
    this.overlap = Math.max(...this.patterns.map(({ length }) => length)) - 1;
  }

  /** @returns one line for each needle in a text, with the place it was found at */
  inText(place: string, text: string): string[] {
    return this.texts.filter((needle) => text.includes(needle)).map((needle) => `${place}: ${needle}`);
  }

  /** The same in every byte of every file below a folder, however big it is. */
  inFiles(folder: string): string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile()
        ? this.inFile(join(entry.parentPath, entry.name)).map((needle) => `${join(entry.parentPath, entry.name)}: ${needle}`)
        : [],
    );
  }

  private inFile(path: string): string[] {
    const found = new Set<string>();
    const piece = Buffer.alloc(PIECE_BYTES + this.overlap);
    const file = openSync(path, 'r');
    try {
      for (let kept = 0; ;) {
        const read = readSync(file, piece, kept, PIECE_BYTES, null);
        if (read === 0) return [...found];
        const bytes = piece.subarray(0, kept + read);
        this.patterns.forEach((pattern, index) => {
          if (bytes.includes(pattern)) found.add(this.texts[index] ?? '');
        });
        // What a needle may have begun with stands before the next piece.
        const rest = Math.min(this.overlap, bytes.length);
        bytes.copy(piece, 0, bytes.length - rest);
        kept = rest;
      }
    } finally {
      closeSync(file);
    }
  }
}
