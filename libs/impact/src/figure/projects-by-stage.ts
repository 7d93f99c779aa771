import { type RowWithDimensions, rowsOf } from './evidence.js';
import { addRow } from './figure-reader.js';
import type { Part } from './slice.js';
import { groupBy, net, type SpecialContext } from './special-rows.js';
import { NOTHING, plus, type Sum } from './sums.js';

/** The group of projects that have reached no stage. */
export const NO_STAGE = { key: 'none', name: '未开始' } as const;

const REGISTERED: Part = { measures: ['project.registered'], period: 'stock' };
const REACHED: Part = { measures: ['project.stage-reached'], period: 'stock' };

/** Projects by where they stand at the end of the period: each counts once, under the last stage it has reached. */
export async function projectsByStage({ session, slice }: SpecialContext): Promise<Map<string | null, Sum>> {
  const registered = await rowsOf(session, slice(REGISTERED), ['project']);
  const reached = groupBy(await rowsOf(session, slice(REACHED), ['project', 'stage']), (row) => row.project);
  const groups = new Map<string | null, Sum>();
  for (const [project, rows] of groupBy(registered, (row) => row.project)) {
    const key = lastStage(reached.get(project) ?? []) ?? NO_STAGE.key;
    groups.set(key, plus(groups.get(key) ?? NOTHING, rows.reduce(addRow, NOTHING)));
  }
  return groups;
}

/** The stage reached last, of those not reopened since. Stages are reached in their order, so the last entry is the furthest one. */
function lastStage(rows: readonly RowWithDimensions[]): string | undefined {
  const standing = [...groupBy(rows, (row) => row.stage).values()].filter((stage) => net(stage) > 0);
  const entries = standing.flat().filter((row) => row.delta > 0);
  const last = entries.sort((left, right) => left.position - right.position || left.ordinal - right.ordinal).at(-1);
  return last?.stage == null ? undefined : String(last.stage);
}
