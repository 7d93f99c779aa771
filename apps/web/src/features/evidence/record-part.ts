import type { HistoryItem } from '../../api/record-answers';

/** An entry that changed a part of a record, and by how much; `null` where the part is no amount. */
export interface PartEntry {
  readonly item: HistoryItem;
  readonly delta: number | null;
}

/** Whether what is told under this name is an amount, in fen. */
export function isAmount(part: string): boolean {
  return part.startsWith('funds.') || part.endsWith('Fen');
}

/** The entries that changed a field of a record, or one below it, oldest first; their deltas add up to what it is now. */
export function entriesOf(items: readonly HistoryItem[], part: string): readonly PartEntry[] {
  return items.flatMap((item) => {
    const changes = item.changes.filter(({ field }) => field === part || field.startsWith(`${part}.`));
    if (changes.length === 0) return [];
    const delta = changes.reduce((sum, { from, to }) => sum + fenOf(to) - fenOf(from), 0);
    return [{ item, delta: isAmount(part) ? delta : null }];
  });
}

function fenOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
