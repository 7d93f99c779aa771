import type { ClearedDemo } from './demo.js';
import { sayCleared } from './demo-cli.js';

function said(cleared: ClearedDemo): string {
  const lines: string[] = [];
  sayCleared((line) => lines.push(line), cleared);
  return lines.join('\n');
}

test('clearing a demonstration tells by name what stays of it, and why, in both languages', () => {
  expect(said({ withdrawn: 3, kept: [] })).toBe('已撤回 3 条演示记录 / demo records withdrawn');
  expect(said({ withdrawn: 3, kept: ['unit-a', 'village-1'] })).toMatch(
    /已撤回 3 条.*\n保留 2 条，因为另有非演示的记录属于它们 \/ kept, since records that are no demonstration are of them: unit-a, village-1$/,
  );
});
