import { type Archive, openArchive } from './archive.js';
import { notATable } from './file-refused.js';
import { readXml } from './read-xml.js';
import type { NumberStyle, Sheet, SheetFile } from './sheet.js';
import { readSheetRows } from './sheet-rows.js';
import { readSharedStrings } from './shared-strings.js';
import { readNumberStyles } from './number-styles.js';

const WORKBOOK = 'xl/workbook.xml';
const NO_STYLES: ReadonlyMap<string, NumberStyle> = new Map();

interface Workbook {
  /** The part of each sheet, by its name, in the order of the tabs. */
  readonly parts: ReadonlyMap<string, string>;
  readonly epoch: 1900 | 1904;
}

/** A workbook of Excel 2007 and later, or of WPS. @throws FileRefusedError */
export async function openXlsx(bytes: Buffer): Promise<SheetFile> {
  const archive = await openArchive(bytes);
  try {
    const workbook = await workbookOf(archive);
    const strings = archive.has('xl/sharedStrings.xml') ? await readSharedStrings(archive.unpack('xl/sharedStrings.xml')) : [];
    const styles = archive.has('xl/styles.xml') ? await readNumberStyles(archive.unpack('xl/styles.xml')) : NO_STYLES;
    return {
      sheets: () => [...workbook.parts.keys()],
      read: async (name): Promise<Sheet> => {
        const { rows, merges } = await readSheetRows(archive.unpack(workbook.parts.get(name) ?? ''), strings, styles);
        return { name, rows, merges, epoch: workbook.epoch };
      },
      close: () => archive.close(),
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}

async function workbookOf(archive: Archive): Promise<Workbook> {
  if (!archive.has(WORKBOOK)) throw notATable();
  const targets = await targetsOf(archive);
  const parts = new Map<string, string>();
  let epoch: Workbook['epoch'] = 1900;
  await readXml(archive.unpack(WORKBOOK), {
    open: (name, attributes, decode) => {
      if (name === 'workbookPr' && /^(?:1|true|on)$/.test(attributes()['date1904'] ?? '')) epoch = 1904;
      if (name !== 'sheet') return;
      const { name: title = '', ...others } = attributes();
      const part = targets.get(Object.entries(others).find(([key]) => key.endsWith(':id'))?.[1] ?? '');
      // A tab of a chart has no rows.
      if (part !== undefined) parts.set(decode(title), part);
    },
  });
  if (parts.size === 0) throw notATable();
  return { parts, epoch };
}

/** Parts with rows, by the id under which the workbook names them. */
async function targetsOf(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await readXml(archive.unpack('xl/_rels/workbook.xml.rels'), {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const { Id: id = '', Type: type = '', Target: target = '' } = attributes();
      if (type.endsWith('/worksheet')) targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}
