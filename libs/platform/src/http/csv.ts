import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { type AccessNote, decimal } from '#contracts';

/** A column of a sheet: its title, and what a row says in it. */
export type CsvColumn<Row> = readonly [title: string, cell: (row: Row) => string];

/** Spreadsheets take a cell that begins so for a formula (ASVS 1.2.10). */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/;
/** A long number they round to fifteen digits: behind this sign, which they do not show, it stays text. */
const TEXT_SIGN = '\t';
const DIGITS = /^\d{12,}$/;

/**
 * Rows as CSV: UTF-8 with a mark, since spreadsheets take it for another encoding without; RFC 4180 lines. Whatever a cell
 * holds is text when it is opened: no formula runs, no long number is rounded.
 */
export async function* csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: AsyncIterable<Row>): AsyncGenerator<string> {
  yield `\ufeff${line(columns.map(([title]) => title))}`;
  for await (const row of rows) yield line(columns.map(([, cell]) => cell(row)));
}

/** Hands a sheet out as a file, row by row. */
export async function sendCsv(reply: FastifyReply, name: string, lines: AsyncIterable<string>): Promise<void> {
  const head = { 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' };
  await reply.headers(head).type('text/csv; charset=utf-8').send(Readable.from(lines));
}

/** 元, as a spreadsheet reads a number: without separators. */
export function yuan(fen: number): string {
  return decimal(fen, 100, 2, true).replaceAll(',', '');
}

/** 公斤, likewise. */
export function kilos(grams: number): string {
  return decimal(grams, 1_000, 3).replaceAll(',', '');
}

/** What the access log says of an export: of what, and what it was narrowed by. */
export function exportNote(subject: string, query: object): AccessNote {
  const reason = askedFor(Object.fromEntries(Object.entries(query).filter(([name]) => !OF_A_PAGE.includes(name))));
  return { kind: 'export', subject, ...(reason === undefined ? {} : { reason }) };
}

/** What narrows a page of a list and not an export. */
const OF_A_PAGE = ['limit', 'cursor'];

/** What an export was narrowed by, for the access log. */
export function askedFor(filter: object): string | undefined {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : given.map(([name, value]) => `${name}=${String(value)}`).join(' ');
}

function line(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  const text = FORMULA.test(cell) ? `'${cell}` : DIGITS.test(cell) ? `${TEXT_SIGN}${cell}` : cell;
  return `"${text.replaceAll('"', '""')}"`;
}
