import writeXlsxFile, { type CellObject, type SheetData } from 'write-excel-file/node';
import {
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
  sanitizeTextContent,
} from 'write-excel-file/utility';
import { guardedText } from '../value/formula-guard.js';

/** The writer's own types for several sheets, which it does not name. */
type WriterSheets = Parameters<typeof writeXlsxFile>[0];
type WriterFeature = NonNullable<NonNullable<Parameters<typeof writeXlsxFile>[1]>['features']>[number];

/** A sheet to be written. */
export interface WrittenSheet {
  readonly name: string;
  readonly rows: SheetData;
  readonly widths: readonly number[];
  /** Rows that stay in view. */
  readonly stickyRows?: number;
  readonly lists?: readonly ValueList[];
  /** Columns that are text down to the last row, from 0: one of their cells is {@link EMPTY_TEXT}. */
  readonly textColumns?: readonly number[];
}

/** Words to choose from in a column, from a row downwards. */
export interface ValueList {
  /** Letters of the column. */
  readonly column: string;
  readonly fromRow: number;
  readonly toRow: number;
  readonly words: readonly string[];
  readonly hint: string;
}

/** A cell that stays text in whatever program it is opened: no formula, no number that is rounded. */
export function textCell(text: string, style: Omit<CellObject, 'value' | 'type'> = {}): CellObject {
  // `@` keeps order numbers whole when a person types over them.
  return { value: guardedText(text).replace(LIKE_AN_ESCAPE, '_x005F_'), type: String, format: '@', ...style };
}

/** `_x0041_` in a workbook is read as A: a text that says so needs its first sign written as an escape. */
const LIKE_AN_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** An empty cell that keeps what is typed into it as text. */
export const EMPTY_TEXT: CellObject = { type: String, format: '@' };

/** An .xlsx of these sheets. */
export async function writeSheets(sheets: readonly WrittenSheet[]): Promise<Buffer> {
  const out: WriterSheets = sheets.map(({ name, rows, widths, stickyRows }) => ({
    sheet: name.slice(0, 31),
    data: rows,
    columns: widths.map((width) => ({ width })),
    ...(stickyRows === undefined ? {} : { stickyRowsCount: stickyRows }),
  }));
  return writeXlsxFile(out, { fontFamily: '宋体', fontSize: 11, features: [additions(sheets)] }).toBuffer();
}

/** What the library leaves to its users. */
function additions(sheets: readonly WrittenSheet[]): WriterFeature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => {
            const { lists = [], textColumns = [] } = sheets[sheetIndex] ?? {};
            return withTextColumns(withLists(xml, lists), textColumns);
          },
        },
      },
    },
  };
}

/** Lists to choose from (数据有效性). */
function withLists(xml: string, lists: readonly ValueList[]): string {
  if (lists.length === 0) return xml;
  const markup = `<dataValidations count="${lists.length}">${lists.map(listMarkup).join('')}</dataValidations>`;
  const order = getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet') ?? [];
  return insertElementMarkupAccordingToOrderOfSiblings(xml, markup, order, 'worksheet');
}

/** An empty cell with a style, as the library writes it. */
const STYLED = /<c r="[A-Z]+\d+" s="(\d+)"\s*\/>/;

/** The style of empty text for whole columns: it holds for rows that are written far below, too. */
function withTextColumns(xml: string, columns: readonly number[]): string {
  if (columns.length === 0) return xml;
  const style = STYLED.exec(xml)?.[1];
  if (style === undefined) throw new Error('a column of text has an empty cell of text');
  const numbers = columns.map((index) => String(index + 1));
  return xml.replace(/<col min="(\d+)"/g, (col, number: string) => (numbers.includes(number) ? `${col} style="${style}"` : col));
}

function listMarkup({ column, fromRow, toRow, words, hint }: ValueList): string {
  const range = `${column}${fromRow}:${column}${toRow}`;
  const prompt = sanitizeAttributeValue(hint);
  return (
    `<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="不在列表中" error="请从列表中选择。" prompt="${prompt}" sqref="${range}">` +
    `<formula1>${sanitizeTextContent(`"${words.join(',')}"`)}</formula1></dataValidation>`
  );
}
