import { createHash, hash as hashText } from 'node:crypto';
import { canonicalJson, type ProblemCode } from '#contracts';
import type { ImportKind } from '../kind/column.js';
import { type Comparison, type EntryDraft, type Outcome, type Plan, type PlanCounts, type PlannedRow, withCommands } from './plan.js';

const NO_COMPARISONS: ReadonlyMap<number, Comparison> = new Map();

/** Counts an outcome and seals it. */
export function buildPlan(kind: ImportKind, sheet: string, { rows, entries, repeatable, compared = NO_COMPARISONS }: Outcome): Plan {
  return {
    kind,
    sheet,
    rows,
    entries,
    repeatable,
    compared,
    counts: countsOf(rows),
    totals: { create: totalsOf(entries) },
    problems: problemsOf(rows),
    hash: hashOf(kind, sheet, rows, entries),
  };
}

function countsOf(rows: readonly PlannedRow[]): PlanCounts {
  const counts = { rows: rows.length, create: 0, duplicate: 0, blocked: 0, warned: 0 };
  for (const { state } of rows) {
    counts[state] += 1;
    if (state === 'warned') counts.create += 1;
  }
  return counts;
}

function totalsOf(entries: readonly EntryDraft[]): Plan['totals']['create'] {
  const totals = { amountFen: 0, grams: 0, unconvertedRows: 0 };
  for (const { amountFen, grams, unconvertedRows } of entries) {
    totals.amountFen += amountFen;
    totals.grams += grams;
    totals.unconvertedRows += unconvertedRows;
  }
  return totals;
}

/** How often each code is met, the most frequent first. */
function problemsOf(rows: readonly PlannedRow[]): Plan['problems'] {
  const counts = new Map<ProblemCode, number>();
  for (const { cells } of rows) for (const { code } of cells) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((left, right) => right.count - left.count || (left.code < right.code ? -1 : 1));
}

/** Line by line, so that no text of the whole plan is ever made; an entry by its own hash, which stays with it. */
function hashOf(kind: ImportKind, sheet: string, rows: readonly PlannedRow[], entries: readonly EntryDraft[]): string {
  const hash = createHash('sha256');
  hash.update(`${canonicalJson({ plan: 1, kind, sheet })}\n`);
  for (const row of rows) hash.update(`${canonicalJson(row)}\n`);
  for (const entry of entries) hash.update(`${sealOf(entry)}\n`);
  return hash.digest('hex');
}

const seals = new WeakMap<EntryDraft, string>();

function sealOf(entry: EntryDraft): string {
  const known = seals.get(entry);
  if (known !== undefined) return known;
  const seal = hashText('sha256', canonicalJson(withCommands(entry)), 'base64url');
  seals.set(entry, seal);
  return seal;
}
