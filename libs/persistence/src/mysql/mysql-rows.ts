import type { FieldPacket } from 'mysql2/promise';

/** Numbers of the column types in the protocol that do not come as what they are to us. */
const DECIMAL = new Set([0, 246]);
const TEXTUAL = new Set([15, 249, 250, 251, 252, 253, 254]);

type Cell = unknown;
type Conversion = (cell: Cell) => Cell;

/**
 * Makes of each row what the port promises, in place: ids, which are bytes here, are texts; sums, which are decimals here,
 * are numbers as long as they are exact (beyond 2^53−1 they stay texts, which no reader takes for an exact number).
 */
export function convertRows(rows: Record<string, Cell>[], fields: readonly FieldPacket[]): void {
  const conversions = fields.flatMap((field): [string, Conversion][] => {
    const conversion = conversionOf(field);
    return conversion === undefined ? [] : [[field.name, conversion]];
  });
  if (conversions.length === 0) return;
  for (const row of rows) {
    for (const [name, convert] of conversions) row[name] = convert(row[name]);
  }
}

function conversionOf({ columnType, type }: FieldPacket): Conversion | undefined {
  const number = columnType ?? type ?? -1;
  if (DECIMAL.has(number)) return exactNumber;
  return TEXTUAL.has(number) ? text : undefined;
}

function exactNumber(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const number = Number(cell);
  return Number.isSafeInteger(number) || cell.includes('.') ? number : cell;
}

function text(cell: Cell): Cell {
  return Buffer.isBuffer(cell) ? cell.toString('utf8') : cell;
}
