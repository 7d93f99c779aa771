import { printMass, printYuan } from '#contracts';
import type { Import, ImportKind, PlanSummary, RowView } from '#imports';
import type { Print } from './say.js';
import { sentenceOf } from './told.js';

/** Rows of one state that are listed; how many more there are is said below them. */
export const SHOWN_ROWS = 50;

/** Rows of a plan that somebody should look at, the first {@link SHOWN_ROWS} of each. */
export interface RowsToSee {
  readonly blocked: readonly RowView[];
  readonly warned: readonly RowView[];
}

/** What entries of a kind come to; nothing where it is counted in rows alone. */
const TOTAL_OF: Readonly<Record<ImportKind, (total: PlanSummary['totals']['create']) => readonly string[]>> = {
  orders: ({ amountFen, grams }) => [printYuan(amountFen), printMass(grams)],
  sales: ({ amountFen, grams }) => [printYuan(amountFen), printMass(grams)],
  reserves: () => [],
  households: () => [],
  units: () => [],
};

/** Prints what a sheet would come to, and everything that is said of its rows. */
export function sayPlan(print: Print, importId: Import['importId'], plan: PlanSummary, { blocked, warned }: RowsToSee): void {
  const { counts, totals, kind } = plan;
  const total = TOTAL_OF[kind](totals.create);
  print(`导入方案 / plan ${importId}: ${counts.rows} 行 / rows`);
  print(`可导入 / create ${counts.create}${total.length === 0 ? '' : `：${total.join('，')}`}`);
  print(`重复 / duplicate ${counts.duplicate}，需修改 / blocked ${counts.blocked}，提醒 / warned ${counts.warned}`);
  sayDecided(print, plan);
  sayRows(print, '需修改 / blocked', blocked, counts.blocked);
  sayRows(print, '提醒 / warned', warned, counts.warned);
}

/** Nobody has to look at these rows again; that it was decided for them is said all the same. */
function sayDecided(print: Print, { problems }: PlanSummary): void {
  const countOf = (code: string): number => problems.find((one) => one.code === code)?.count ?? 0;
  const [two, same] = [countOf('ORDER.DECIDED_TWO'), countOf('ORDER.DECIDED_SAME')];
  if (two + same > 0) print(`此前已决定 / decided before：是两笔 / two orders ${two}，是同一笔 / the same ${same}`);
}

function sayRows(print: Print, state: string, rows: readonly RowView[], count: number): void {
  for (const { row, cells } of rows) {
    for (const cell of cells) {
      const suggestion = cell.suggestion === undefined ? '' : `\t建议 / suggestion: ${cell.suggestion}`;
      print(`${state}\t第 ${row} 行 / row ${row}\t${cell.column}\t${sentenceOf(cell)}${suggestion}`);
    }
  }
  if (count > rows.length) print(`${state}\t…… 另有 ${count - rows.length} 行 / more rows`);
}
