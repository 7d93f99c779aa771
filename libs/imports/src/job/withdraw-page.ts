import { hash } from 'node:crypto';
import type { EnteredRecord } from './import.js';
import type { Batch, Stop } from './enter-page.js';
import type { ImportedCommand, ImportSender } from './ports.js';
import { sideBySide } from './side-by-side.js';

/** What ends a record, by the route that made it; a reserve is at its own address. */
const ENDED_BY: Readonly<Record<string, string>> = {
  '/api/orders': '{id}/void',
  '/api/sales': '{id}/void',
  '/api/households': '{id}/withdrawal',
  '/api/units': '{id}/withdrawal',
};
const ELSE_BY = 'withdrawal';

/** Not there (it never was entered), or taken back by somebody already. */
const GONE: readonly string[] = ['RECORD.NOT_FOUND', 'ORDER.ENDED', 'SALE.VOIDED'];

/** Takes back the records of a page, side by side. @returns where it stopped */
export async function withdrawPage(
  sender: ImportSender,
  batch: Batch,
  records: readonly EnteredRecord[],
  reason: string,
): Promise<Stop | undefined> {
  return sideBySide(records, sender.atOnce, (record) => takeBack(sender, batch, record, reason));
}

async function takeBack(sender: ImportSender, batch: Batch, record: EnteredRecord, reason: string): Promise<Stop | undefined> {
  const { row } = record;
  try {
    const sent = await sender.send(ending(batch, record, reason));
    if (sent.kind === 'entered' || sent.problems.every(({ code }) => GONE.includes(code))) return undefined;
    return { row, step: 0, reasons: sent.problems };
  } catch (error) {
    return { row, step: 0, error };
  }
}

/** The command that takes a record back. With another reason it is another command: the one before it may have been refused. */
function ending({ importId, caller }: Batch, { id, path, row }: EnteredRecord, reason: string): ImportedCommand {
  const by = (ENDED_BY[path] ?? ELSE_BY).replace('{id}', id);
  const why = hash('sha256', reason).slice(0, 12);
  return { importId, caller, row, key: `imp-${importId}-${row}-undo-${why}`, path: `${path}/${by}`, body: { reason } };
}
