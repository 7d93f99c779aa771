import { openCsv } from './read-csv.js';
import { openXlsx } from './read-xlsx.js';
import { recognise } from './recognise.js';
import type { SheetFile } from './sheet.js';

/** Opens what somebody has uploaded, whatever its name says. @throws FileRefusedError */
export async function openSheetFile(bytes: Buffer): Promise<SheetFile> {
  return recognise(bytes) === 'xlsx' ? openXlsx(bytes) : openCsv(bytes);
}
