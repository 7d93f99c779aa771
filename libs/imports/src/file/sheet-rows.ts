import { notATable, tooBig } from './file-refused.js';
import { MOST_CELL_CHARACTERS, MOST_COLUMNS, MOST_ROWS } from './file-limits.js';
import { readXml } from './read-xml.js';
import { type Cell, CellFault, type MergedRange, type NumberStyle, type SheetRow, StoredNumber } from './sheet.js';
import { TextGatherer, unescaped } from './shared-strings.js';

/** More ranges than any sheet people read has; each is asked for every row it covers. */
const MOST_MERGES = 100_000;

interface SheetContents {
  readonly rows: readonly SheetRow[];
  readonly merges: readonly MergedRange[];
}

/** Reads the rows of a sheet as they are unpacked; ranges that are merged come after them. @throws FileRefusedError */
export async function readSheetRows(
  pieces: AsyncIterable<Buffer>,
  strings: readonly string[],
  styles: ReadonlyMap<string, NumberStyle>,
): Promise<SheetContents> {
  const reader = new SheetReader(strings, styles);
  await readXml(pieces, reader);
  return reader;
}

class SheetReader implements SheetContents {
  readonly rows: SheetRow[] = [];
  readonly merges: MergedRange[] = [];
  private readonly inline = new TextGatherer();
  private row = 0;
  private cells: Cell[] = [];
  private column = -1;
  private type = 'n';
  private style = '0';
  private value = '';
  private isInValue = false;
  private isInInline = false;

  constructor(
    private readonly strings: readonly string[],
    private readonly styles: ReadonlyMap<string, NumberStyle>,
  ) {}

  open(name: string, attributes: () => Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes());
    else if (name === 'v') this.isInValue = true;
    else if (name === 'row') this.openRow(attributes());
    else if (name === 'is') this.openInline();
    else if (this.isInInline) this.inline.open(name);
    else if (name === 'mergeCell') this.addMerge(attributes()['ref'] ?? '');
  }

  text(piece: string): void {
    if (this.isInInline) this.inline.add(piece);
    if (!this.isInValue) return;
    this.value += piece;
    if (this.value.length > MOST_CELL_CHARACTERS) throw tooBig(`${MOST_CELL_CHARACTERS} 字 / characters in a cell`);
  }

  close(name: string): void {
    if (name === 'v') this.isInValue = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
    else if (name === 'is') this.closeInline();
    else if (this.isInInline) this.inline.close(name);
  }

  private openRow({ r }: Readonly<Record<string, string>>): void {
    const row = r === undefined ? this.row + 1 : Number(r);
    if (!Number.isSafeInteger(row) || row <= this.row) throw notATable();
    this.row = row;
    this.column = -1;
    this.cells = [];
  }

  private openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    this.column = r === undefined ? this.column + 1 : columnOf(r);
    this.type = t;
    this.style = s;
    this.value = '';
  }

  private openInline(): void {
    this.isInInline = true;
    this.inline.begin();
  }

  private closeInline(): void {
    this.isInInline = false;
    this.value = this.inline.end();
  }

  private closeCell(): void {
    const cell = this.cell();
    if (cell === null) return;
    if (this.column >= MOST_COLUMNS) throw tooBig(`${MOST_COLUMNS} 列 / columns`);
    while (this.cells.length < this.column) this.cells.push(null);
    this.cells[this.column] = cell;
  }

  private cell(): Cell {
    if (this.value.trim() === '') return null;
    switch (this.type) {
      case 's':
        return shared(this.strings, this.value);
      case 'n':
        return new StoredNumber(this.value, this.styles.get(this.style));
      case 'b':
        return this.value === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        return new CellFault(this.value);
      case 'inlineStr':
        return this.value;
      default:
        return unescaped(this.value);
    }
  }

  private closeRow(): void {
    if (this.cells.length === 0) return;
    if (this.rows.length >= MOST_ROWS) throw tooBig('50,000 行 / rows');
    this.rows.push({ row: this.row, cells: this.cells });
  }

  private addMerge(ref: string): void {
    const [from = '', to = from] = ref.split(':');
    if (this.merges.length >= MOST_MERGES) throw tooBig(`${MOST_MERGES} 个合并单元格 / merged ranges`);
    this.merges.push({ fromRow: rowOf(from), toRow: rowOf(to), fromColumn: columnOf(from), toColumn: columnOf(to) });
  }
}

function shared(strings: readonly string[], index: string): string | null {
  const text = strings[Number(index)];
  if (text === undefined) throw notATable();
  return text.trim() === '' ? null : text;
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  if (column === 0) throw notATable();
  return column - 1;
}

function rowOf(reference: string): number {
  const row = Number(/\d+$/.exec(reference)?.[0]);
  if (!Number.isSafeInteger(row)) throw notATable();
  return row;
}
