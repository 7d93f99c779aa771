import { zip, type ZipPart } from './zip.js';

/** A cell as a maker of sheets means it: text, number, day (serial, style 1), formula, or XML as it is. */
export type MadeCell =
  | string
  | number
  | null
  | { readonly serial: number; readonly style?: number }
  | { readonly formula: string; readonly value?: string | number; readonly fault?: string }
  | { readonly digits: string }
  | { readonly xml: (reference: string) => string };

export interface MadeSheet {
  readonly name: string;
  readonly rows: readonly (readonly MadeCell[])[];
  readonly merges?: readonly string[];
  /** Rows that are hidden, from 1. */
  readonly hidden?: readonly number[];
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  readonly is1904?: boolean;
  /** Cells and rows without their places. */
  readonly withoutReferences?: boolean;
  /** Built-in formats by their number, as styles 6 and on. */
  readonly moreStyles?: readonly number[];
  /** Tags with a prefix, as some libraries write them. */
  readonly prefix?: string;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** An .xlsx, not compressed, with whatever a test needs to go wrong. */
export function workbook(made: MadeWorkbook): Buffer {
  return zip(parts(made));
}

/** All that is in it, for a test that adds more. */
export function parts(made: MadeWorkbook): ZipPart[] {
  return [...frame(made), ...made.sheets.map((sheet, at) => part(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet, made)))];
}

export function part(name: string, text: string): ZipPart {
  return { name, data: Buffer.from(text) };
}

/** Everything but the sheets. */
export function frame({ sheets, is1904, moreStyles = [] }: MadeWorkbook): ZipPart[] {
  const tabs = sheets.map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('');
  const targets = sheets
    .map((_, at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`)
    .join('');
  const epoch = is1904 === true ? '<workbookPr date1904="1"/>' : '<workbookPr/>';
  return [
    part(
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    ),
    part('xl/workbook.xml', `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${epoch}<sheets>${tabs}</sheets></workbook>`),
    part(
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets}</Relationships>`,
    ),
    part('xl/styles.xml', stylesXml(moreStyles)),
  ];
}

/** 0 none · 1 yyyy-mm-dd · 2 the built-in yyyy"年"m"月"d"日" · 3 a spelled-out Chinese day · 4 money · 5 a time of day. */
const STYLES = [0, 164, 31, 165, 166, 167];
const FORMATS =
  `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>` +
  '<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="166" formatCode="[Red]&quot;¥&quot;#,##0.00;\\-0.00"/>' +
  '<numFmt numFmtId="167" formatCode="h:mm:ss"/></numFmts>';

function stylesXml(more: readonly number[]): string {
  const styles = [...STYLES, ...more].map((format) => `<xf numFmtId="${format}"/>`);
  return `${FORMATS}<cellXfs count="${styles.length}">${styles.join('')}</cellXfs></styleSheet>`;
}

function sheetXml({ rows, merges = [], hidden = [] }: MadeSheet, { withoutReferences, prefix }: MadeWorkbook): string {
  const body = rows.map((cells, at) => {
    const row = at + 1;
    const places = withoutReferences === true ? '' : ` r="${row}"`;
    const made = cells.map((cell, column) => cellXml(cell, `${letters(column)}${row}`));
    return made.join('') === '' ? '' : `<row${places}${hidden.includes(row) ? ' hidden="1"' : ''}>${made.join('')}</row>`;
  });
  const ranges = merges.map((range) => `<mergeCell ref="${range}"/>`).join('');
  const merged = ranges === '' ? '' : `<mergeCells count="${merges.length}">${ranges}</mergeCells>`;
  const xml = `<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData>${merged}</worksheet>`;
  return HEAD + prefixed(withoutReferences === true ? xml.replace(/<c r="[A-Z]+\d+"/g, '<c') : xml, prefix);
}

function cellXml(cell: MadeCell, reference: string): string {
  if (cell === null) return `<c r="${reference}"/>`;
  if (typeof cell === 'string')
    return cell === '' ? '' : `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if ('xml' in cell) return cell.xml(reference);
  if ('digits' in cell) return `<c r="${reference}"><v>${cell.digits}</v></c>`;
  if ('serial' in cell) return `<c r="${reference}" s="${cell.style ?? 1}"><v>${cell.serial}</v></c>`;
  const formula = `<f>${escaped(cell.formula)}</f>`;
  if (cell.fault !== undefined) return `<c r="${reference}" t="e">${formula}<v>${cell.fault}</v></c>`;
  if (cell.value === undefined) return `<c r="${reference}">${formula}</c>`;
  const type = typeof cell.value === 'string' ? ' t="str"' : '';
  return `<c r="${reference}"${type}>${formula}<v>${escaped(String(cell.value))}</v></c>`;
}

function prefixed(xml: string, prefix: string | undefined): string {
  if (prefix === undefined) return xml;
  return xml.replace(/<(\/?)(\w+)/g, `<$1${prefix}:$2`).replace(' xmlns=', ` xmlns:${prefix}=`);
}

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** 0 → A, 27 → AB. */
export function letters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return `${rest >= 0 ? letters(rest) : ''}${String.fromCharCode(65 + (index % 26))}`;
}
