import { tooBig } from './file-refused.js';
import { MOST_CELL_CHARACTERS } from './file-limits.js';
import { readXml } from './read-xml.js';

/** `_x000D_`: how a workbook writes a character that XML cannot hold. */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/** Gathers the text of an `<si>` or `<is>`: its runs together, without the reading aids (`<rPh>`) of East Asian text. */
export class TextGatherer {
  private text = '';
  private isInText = false;
  private isInPhonetic = false;

  begin(): void {
    this.text = '';
  }

  open(name: string): void {
    if (name === 't') this.isInText = !this.isInPhonetic;
    else if (name === 'rPh') this.isInPhonetic = true;
  }

  add(piece: string): void {
    if (!this.isInText) return;
    this.text += piece;
    if (this.text.length > MOST_CELL_CHARACTERS) throw tooBig(`${MOST_CELL_CHARACTERS} 字 / characters in a cell`);
  }

  close(name: string): void {
    if (name === 't') this.isInText = false;
    else if (name === 'rPh') this.isInPhonetic = false;
  }

  end(): string {
    return unescaped(this.text);
  }
}

/** The texts that cells share, by their index. */
export async function readSharedStrings(pieces: AsyncIterable<Buffer>): Promise<readonly string[]> {
  const strings: string[] = [];
  const gatherer = new TextGatherer();
  await readXml(pieces, {
    open: (name) => {
      if (name === 'si') gatherer.begin();
      else gatherer.open(name);
    },
    text: (piece) => gatherer.add(piece),
    close: (name) => {
      if (name === 'si') strings.push(gatherer.end());
      else gatherer.close(name);
    },
  });
  return strings;
}

/** A workbook's text without its escapes. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;
}
