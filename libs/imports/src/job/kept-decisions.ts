import type { Instant } from '#contracts';
import type { Edit } from '../desk/edits.js';
import type { ComparedRow } from '../desk/desk.js';
import { type LedgerPort, pairKey } from '../plan/known.js';
import type { DecisionStore, NewDecision } from '../store/decision-store.js';
import type { Import } from './import.js';

/**
 * A ledger that says as well what was decided before about orders that look alike: one question more where it has found some,
 * and none where it has not.
 */
export function withDecisions(
  ledger: LedgerPort,
  store: Pick<DecisionStore, 'newest'>,
  one: Pick<Import, 'kind' | 'importId'>,
): LedgerPort {
  return {
    directory: () => ledger.directory(),
    answer: async (questions) => {
      const answers = await ledger.answer(questions);
      const { likenessKeys } = answers;
      if (likenessKeys.size === 0) return answers;
      return { ...answers, decided: await store.newest(one.kind, [...likenessKeys.keys()], one.importId) };
    },
  };
}

/** Rows that somebody decides about. */
export function decidedRows(edits: readonly Edit[]): readonly number[] {
  return [...new Set(edits.flatMap((edit) => (edit.kind === 'decision' ? [edit.row] : [])))];
}

/**
 * What of the decisions is about two orders, each pair as it was said last. That a row is one more of those equal to it says
 * nothing about another one.
 * @param compared those of the rows that stand beside a recorded order @param by the account
 */
export function decisionsAbout(
  { kind, importId }: Pick<Import, 'kind' | 'importId'>,
  edits: readonly Edit[],
  compared: readonly ComparedRow[],
  { by, now }: { readonly by: string; readonly now: Instant },
): readonly NewDecision[] {
  const comparisonOf = new Map(compared.map((one) => [one.row, one]));
  const pairs = new Map<string, NewDecision>();
  for (const edit of edits) {
    const comparison = edit.kind === 'decision' ? comparisonOf.get(edit.row) : undefined;
    if (edit.kind !== 'decision' || comparison?.isKept !== true) continue;
    const otherId = edit.otherId ?? (edit.repeats === undefined ? comparison.otherId : undefined);
    // One that the ledger has not got any more since it was shown is nothing to remember.
    if (otherId === undefined || !comparison.otherIds.includes(otherId)) continue;
    const { unitId, likeness, rowKey } = comparison;
    const said = { decision: edit.isSkipped ? 'same' : 'two', decidedBy: by, decidedAt: now, importId } as const;
    pairs.set(pairKey(rowKey, otherId), { kind, unitId, likeness, rowKey, otherId, ...said });
  }
  return [...pairs.values()];
}
