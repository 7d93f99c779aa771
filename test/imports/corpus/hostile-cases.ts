import { frame, letters, part, workbook } from '../support/workbook.js';
import { zip } from '../support/zip.js';
import { type CorpusCase, fromFirst, HEADS, order } from './case.js';

function refused(file: string, why: string, code: string, make: () => Buffer): CorpusCase {
  return { file, why, kind: 'orders', make: fromFirst(make), expected: { refused: code } };
}

const BOOK = { sheets: [{ name: '表', rows: [] }] };
const good = (): Buffer => workbook({ sheets: [{ name: '表', rows: [[...HEADS], order()] }] });
const sheetPart = (data: string | Buffer, more: { readonly isDeflated?: boolean; readonly saidBytes?: number } = {}): Buffer =>
  zip([...frame(BOOK), { name: 'xl/worksheets/sheet1.xml', data: Buffer.from(data), ...more }]);
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
/** The record at the end of an archive. */
const END_BYTES = 22;
const OLE2 = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Files that are no sheets, or mean harm. */
export const HOSTILE_CASES: readonly CorpusCase[] = [
  refused('h01-空文件.xlsx', '0 字节', 'FILE.EMPTY', () => Buffer.alloc(0)),
  refused('h02-只有空白.csv', '只有 BOM 和换行', 'FILE.EMPTY', () => Buffer.from('\ufeff\r\n \r\n')),
  refused('h03-空工作簿.xlsx', '没有一个单元格', 'FILE.EMPTY', () => workbook(BOOK)),
  refused('h04-pdf.xlsx', '改了名的 PDF', 'FILE.NOT_A_TABLE', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj')),
  refused('h05-图片.xlsx', '改了名的图片', 'FILE.NOT_A_TABLE', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex')),
  refused('h06-文档.xlsx', '改了名的 Word 文档', 'FILE.NOT_A_TABLE', () => zip([part('word/document.xml', '<w:document/>')])),
  refused('h07-截断.xlsx', '传了一半', 'FILE.NOT_A_TABLE', () => good().subarray(0, 2_000)),
  refused('h08-截断在目录.xlsx', '目录传了一半', 'FILE.NOT_A_TABLE', () => good().subarray(0, -60)),
  refused('h09-加密.xlsx', '有打开密码', 'FILE.ENCRYPTED', () =>
    Buffer.concat([OLE2, Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le')]),
  ),
  refused('h10-旧版.xls', 'BIFF8', 'FILE.OLD_XLS', () => Buffer.concat([OLE2, Buffer.alloc(504), Buffer.from('Workbook', 'utf16le')])),
  refused('h11-更旧版.xls', '没有容器的 BIFF', 'FILE.OLD_XLS', () => Buffer.from('0908080000051000', 'hex')),
  refused('h12-网页.xls', '网页冒充表格', 'FILE.HTML_TABLE', () =>
    Buffer.from('\ufeff\n<!DOCTYPE html><html><body><table><tr><td>订单编号</td></tr></table></body></html>'),
  ),
  refused('h13-单个文件网页.xls', 'MHTML', 'FILE.HTML_TABLE', () =>
    Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n'),
  ),
  refused('h14-XML表格2003.xls', '2003 版 XML 表格', 'FILE.OLD_XLS', () =>
    Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
  ),
  refused('h15-乱码.csv', '不属于任何编码的字节', 'FILE.NOT_A_TABLE', () =>
    Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xff, 0xff, 0x2c, 0x80, 0x0a]),
  ),
  refused('h16-一段文字.csv', '没有分隔符', 'FILE.NOT_A_TABLE', () => Buffer.from('这是一段话\n没有表格\n')),
  refused('h17-引号没关.csv', '引号没有关上，文件不完整', 'FILE.NOT_A_TABLE', () => Buffer.from(`${HEADS.join(',')}\n1,"没有关上`)),
  refused('h18-压缩炸弹.xlsx', '解压后 400 MB', 'FILE.BOMB', () =>
    sheetPart(`<worksheet ${MAIN}><sheetData/></worksheet>`, { saidBytes: 400 * 1024 * 1024 }),
  ),
  refused('h19-比例炸弹.xlsx', '30 MB 全是空格', 'FILE.BOMB', () => sheetPart(Buffer.alloc(30 * 1024 * 1024, 0x20), { isDeflated: true })),
  refused('h20-谎报大小.xlsx', '目录说 1000 字节，实际 8 MB', 'FILE.BOMB', () =>
    sheetPart(Buffer.alloc(8 * 1024 * 1024, 0x20), { isDeflated: true, saidBytes: 1_000 }),
  ),
  refused('h21-六千个部件.xlsx', '目录说有六千个部件', 'FILE.BOMB', () => {
    const archive = good();
    for (const count of [8, 10]) archive.writeUInt16LE(6_000, archive.length - END_BYTES + count);
    return archive;
  }),
  refused('h22-外部实体.xlsx', 'XXE', 'FILE.NOT_A_TABLE', () =>
    sheetPart(
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet ${MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>`,
    ),
  ),
  refused('h23-实体炸弹.xlsx', '十亿个笑', 'FILE.NOT_A_TABLE', () =>
    sheetPart(`<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet ${MAIN}><sheetData/></worksheet>`),
  ),
  refused('h24-一万七千列.xlsx', '17,000 列', 'FILE.TOO_BIG', () =>
    sheetPart(
      `<worksheet ${MAIN}><sheetData><row r="1">${Array.from({ length: 17_000 }, (_, at) => `<c r="${letters(at)}1"><v>1</v></c>`).join('')}</row></sheetData></worksheet>`,
      { isDeflated: true },
    ),
  ),
  refused('h25-十兆单元格.xlsx', '一个 10 MB 的单元格', 'FILE.TOO_BIG', () =>
    sheetPart(
      `<worksheet ${MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${'长'.repeat(3_500_000)}</t></is></c></row></sheetData></worksheet>`,
      { isDeflated: true },
    ),
  ),
  refused('h26-坏XML.xlsx', '标签没有关上', 'FILE.NOT_A_TABLE', () =>
    sheetPart(`<worksheet ${MAIN}><sheetData><row r="1"><c r="A1"><v>1</v></row`),
  ),
  refused('h27-坏共享文字.xlsx', '指向没有的文字', 'FILE.NOT_A_TABLE', () =>
    sheetPart(`<worksheet ${MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>`),
  ),
  refused('h28-XHTML.xls', '以 XML 声明开头的网页', 'FILE.HTML_TABLE', () =>
    Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>表</p></body></html>'),
  ),
  refused('h29-只有表格行.xls', '只有 <tr> 的网页', 'FILE.HTML_TABLE', () => Buffer.from('\n<tr><td>订单编号</td><td>金额</td></tr>')),
  refused('h30-居中标题.xls', '以 <center> 开头的网页', 'FILE.HTML_TABLE', () =>
    Buffer.from('<center>采购台账</center>\n<table><tr><td>订单编号</td></tr></table>'),
  ),
  refused('h31-文档.xls', '改了名的旧版 Word 文档', 'FILE.NOT_A_TABLE', () =>
    Buffer.concat([OLE2, Buffer.alloc(504), ...['Root Entry\0', 'WordDocument\0', '1Table\0'].map((name) => Buffer.from(name, 'utf16le'))]),
  ),
];
