import type { PlanSummary, RowView } from '#imports';
import { sayPlan } from './say-plan.js';

const PLAN = {
  kind: 'orders',
  counts: { rows: 5, create: 4, duplicate: 1, blocked: 0, warned: 0 },
  totals: { create: { amountFen: 50_000, grams: 50_000, unconvertedRows: 0 } },
} as const;

function printed(problems: PlanSummary['problems']): readonly string[] {
  const lines: string[] = [];
  const none: readonly RowView[] = [];
  const plan: PlanSummary = { ...PLAN, problems, sheet: '订单', hash: 'h', entryCount: 4 };
  sayPlan((line) => void lines.push(line), 'imp-1', plan, { blocked: none, warned: none });
  return lines;
}

describe('a plan on the command line', () => {
  it('counts the rows that were decided about before, either way', () => {
    const lines = printed([
      { code: 'ORDER.DECIDED_TWO', count: 3 },
      { code: 'ORDER.DECIDED_SAME', count: 1 },
    ]);
    expect(lines.at(-1)).toBe('此前已决定 / decided before：是两笔 / two orders 3，是同一笔 / the same 1');
  });

  it('says nothing of earlier decisions where there are none', () => {
    expect(printed([{ code: 'ROW.DUPLICATE', count: 1 }]).join('\n')).not.toContain('decided before');
  });
});
