import { type DimensionName, NONE } from '#contracts';
import { type RowWithDimensions, rowsOf } from './evidence.js';
import type { Part } from './slice.js';
import { groupBy, net, type SpecialContext, type SpecialRows } from './special-rows.js';

/** The group of projects that have reached no stage. */
export const NO_STAGE = { key: NONE, name: '未开始' } as const;

const REGISTERED: Part = { measures: ['project.registered'], period: 'stock' };
const REACHED: Part = { measures: ['project.stage-reached'], period: 'stock' };

/** Projects by where they stand at the end of the period: each counts once, under the last stage it has reached. */
export async function standingProjects({ session, slice, filters, dimensions }: SpecialContext): Promise<SpecialRows> {
  // Where a project stands is asked of all its steps, whenever it was registered; its registration carries no stage.
  const { stage: asked, ...ofAnyStage } = filters;
  const { within: _, ...whenever } = ofAnyStage;
  const wanted = new Set<DimensionName>([...dimensions, 'project']);
  wanted.delete('stage');
  const registered = await rowsOf(session, slice(REGISTERED, ofAnyStage), [...wanted]);
  const reached = groupBy(await rowsOf(session, slice(REACHED, whenever), ['project', 'stage']), (row) => row.project);
  const standing = registered.map((row) => ({ ...row, stage: lastStage(reached.get(row.project) ?? []) ?? NO_STAGE.key }));
  return { rows: asked === undefined ? standing : standing.filter(({ stage }) => stage === asked), decide: (rows) => [...rows] };
}

/** The stage reached last, of those not reopened since. Stages are reached in their order, so the last entry is the furthest one. */
function lastStage(rows: readonly RowWithDimensions[]): string | undefined {
  const standing = [...groupBy(rows, (row) => row.stage).values()].filter((stage) => net(stage) > 0);
  const entries = standing.flat().filter((row) => row.delta > 0);
  const last = entries.sort((left, right) => left.position - right.position || left.ordinal - right.ordinal).at(-1);
  return last?.stage == null ? undefined : String(last.stage);
}
