import { FileRefusedError, notATable, tooBig } from './file-refused.js';
import { MOST_FILE_BYTES } from './file-limits.js';

/** The forms that are read. */
export type FileForm = 'xlsx' | 'csv';

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** The empty archive, and the later part of a split one. */
const OTHER_ZIPS = [Buffer.from([0x50, 0x4b, 0x05, 0x06]), Buffer.from([0x50, 0x4b, 0x07, 0x08])];
const OLE2 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
/** BIFF2–BIFF8 without a container: `.xls` of the first half of the nineties, and of some exporters until today. */
// eslint-disable-next-line no-control-regex -- bytes, not text
const BIFF = /^\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00/;
/** Any text that begins with a tag and has a page or a table in it, or is declared as a page. */
const HTML =
  /^\s*<(?:!doctype\s+html\b|(?:html|head|body|title|meta|style|script|div|center|font|p|span|tr|td|br|h[1-6])\b|[\s\S]*?<(?:html|table|tbody|tr|td)\b)/i;
/** A web page in one file: what Excel calls 单个文件网页. */
const MHTML = /^\s*(?:MIME-Version:|Content-Type:\s*multipart\/related)/i;
/** XML 表格 2003: also an old form of Excel. */
const SPREADSHEET_2003 = /^(?![\s\S]*<html\b)[\s\S]*(?:progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet)/i;
// eslint-disable-next-line no-control-regex -- bytes, not text
const OTHERS = /^(?:%PDF-|\x89PNG|\xff\xd8\xff|GIF8|Rar!|7z\xbc\xaf|\x1f\x8b|\{\\rtf|SQLite format 3)/;
const HEAD_BYTES = 4_096;

/**
 * What a file is, by its first bytes: names lie, a web page is often called `.xls`.
 * @throws FileRefusedError for what is no sheet, with what to do about it
 */
export function recognise(bytes: Buffer): FileForm {
  if (bytes.length > MOST_FILE_BYTES) throw tooBig('20 MB');
  if (isBlank(bytes)) throw new FileRefusedError('FILE.EMPTY');
  if (bytes.subarray(0, 4).equals(ZIP)) return 'xlsx';
  const head = bytes.subarray(0, HEAD_BYTES).toString('latin1');
  if (bytes.subarray(0, 8).equals(OLE2)) throw refusedContainer(bytes);
  if (BIFF.test(head)) throw new FileRefusedError('FILE.OLD_XLS');
  if (OTHER_ZIPS.some((magic) => bytes.subarray(0, 4).equals(magic)) || OTHERS.test(head)) throw notATable();
  const text = head.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').replaceAll('\0', '');
  if (SPREADSHEET_2003.test(text)) throw new FileRefusedError('FILE.OLD_XLS');
  if (HTML.test(text) || MHTML.test(text)) throw new FileRefusedError('FILE.HTML_TABLE');
  if (/^\s*<\?xml/.test(text)) throw notATable();
  return 'csv';
}

/** An OLE2 container says by the names of its streams what it is: an encrypted .xlsx, an old .xls, or a .doc, which is no sheet. */
function refusedContainer(bytes: Buffer): FileRefusedError {
  const has = (stream: string): boolean => bytes.includes(Buffer.from(stream, 'utf16le'));
  if (has('EncryptedPackage')) return new FileRefusedError('FILE.ENCRYPTED');
  // The directory of a container that is cut short is missing: nobody can tell, and .xls is what people have.
  return !has('Workbook') && !has('Book\0') && has('Root Entry') ? notATable() : new FileRefusedError('FILE.OLD_XLS');
}

/** Nothing but white space, zeros and a byte order mark. */
function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte, at) => BLANKS.has(byte) || (at < 3 && MARKS.has(byte)));
}

const BLANKS: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20]);
const MARKS: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0xff, 0xfe]);
