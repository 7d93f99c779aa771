import type { Envelope, ProjectEvent, ProjectRegistered } from '#contracts';
import type { Changes, Projection, TableSpec } from '#event-log';

const BOARD = 'project_board';
const STAGES = 'project_board_stage';

/** One row per project: what the list shows, filters and sums. */
const board: TableSpec = {
  name: BOARD,
  columns: [
    { name: 'project_id', type: 'id' },
    { name: 'name', type: 'text', default: null },
    { name: 'template', type: 'id', default: '' },
    { name: 'unit_id', type: 'id', default: '' },
    { name: 'village_code', type: 'id', default: null },
    { name: 'started_on', type: 'id', default: '' },
    { name: 'budget_fen', type: 'integer', default: 0 },
    { name: 'design_grams', type: 'integer', default: 0 },
    { name: 'allocated_fen', type: 'integer', default: 0 },
    { name: 'released_fen', type: 'integer', default: 0 },
    { name: 'paid_fen', type: 'integer', default: 0 },
    // Counted here so that `state=finished` is a filter of this table alone.
    { name: 'open_stages', type: 'integer', default: 0 },
    { name: 'suspended', type: 'integer', default: 0 },
    { name: 'approximate', type: 'integer', default: 0 },
    { name: 'demo', type: 'integer', default: 0 },
    { name: 'withdrawn', type: 'integer', default: 0 },
  ],
  primaryKey: ['project_id'],
  indexes: [
    { name: 'by_day', columns: ['withdrawn', 'started_on', 'project_id'] },
    { name: 'by_unit', columns: ['unit_id', 'started_on'] },
    { name: 'by_village', columns: ['village_code', 'started_on'] },
  ],
};

/** One row per project and stage; lateness depends on the day of the question, so it is worked out when asked. */
const stages: TableSpec = {
  name: STAGES,
  columns: [
    { name: 'project_id', type: 'id' },
    { name: 'stage', type: 'id' },
    { name: 'ordinal', type: 'integer', default: 0 },
    { name: 'state', type: 'id', default: 'open' },
    { name: 'baseline', type: 'id', default: null },
    { name: 'planned_on', type: 'id', default: null },
    { name: 'reached_on', type: 'id', default: null },
  ],
  primaryKey: ['project_id', 'stage'],
};

const HANDLED: readonly ProjectEvent['type'][] = [
  'ProjectRegistered',
  'StagePlanned',
  'StageReplanned',
  'StageReached',
  'StageSkipped',
  'StageReopened',
  'ProjectFundsRecorded',
  'ProjectSuspended',
  'ProjectResumed',
  'RecordWithdrawn',
];

/** 项目看板. */
export const projectBoard: Projection = {
  name: BOARD,
  version: 1,
  logs: ['projects'],
  tables: [board, stages],
  handles: new Set<string>(HANDLED),
  apply(envelope: Envelope, changes: Changes): void {
    // The runner hands on only what `handles` names, upcast to the present shape.
    const event = envelope as ProjectEvent;
    if (event.type === 'ProjectRegistered') register(event.data, envelope, changes);
    else if (event.type === 'RecordWithdrawn') withdraw(event.data.streamId, changes);
    else step(event, changes);
  },
};

function register(data: ProjectRegistered, { occurredOn, meta }: Envelope, changes: Changes): void {
  changes.set(
    BOARD,
    { project_id: data.projectId },
    {
      name: data.name,
      template: data.template,
      unit_id: data.unitId,
      village_code: data.villageCode,
      started_on: occurredOn,
      budget_fen: data.budgetFen ?? 0,
      design_grams: data.coldStorage?.designGrams ?? 0,
      open_stages: data.stages.length,
      approximate: data.approximate === true ? 1 : 0,
      demo: meta.source === 'demo' ? 1 : 0,
    },
  );
  data.stages.forEach(({ stage, plannedOn }, ordinal) => {
    changes.set(STAGES, { project_id: data.projectId, stage }, { ordinal, baseline: plannedOn, planned_on: plannedOn });
  });
}

/** Only streams of projects have a row here; a later aggregate of this log would not. */
function withdraw(streamId: string, changes: Changes): void {
  const prefix = 'project-';
  if (streamId.startsWith(prefix)) changes.set(BOARD, { project_id: streamId.slice(prefix.length) }, { withdrawn: 1 });
}

type Step = Exclude<ProjectEvent, { type: 'ProjectRegistered' | 'RecordWithdrawn' }>;

function step({ type, data, occurredOn }: Step, changes: Changes): void {
  const project = { project_id: data.projectId };
  switch (type) {
    case 'StagePlanned':
      changes.set(STAGES, { ...project, stage: data.stage }, { baseline: data.plannedOn, planned_on: data.plannedOn });
      break;
    case 'StageReplanned':
      changes.set(STAGES, { ...project, stage: data.stage }, { planned_on: data.plannedOn });
      break;
    case 'StageReached':
      changes.add(BOARD, project, { open_stages: -1 });
      changes.set(STAGES, { ...project, stage: data.stage }, { state: 'reached', reached_on: occurredOn });
      break;
    case 'StageSkipped':
      changes.add(BOARD, project, { open_stages: -1 });
      changes.set(STAGES, { ...project, stage: data.stage }, { state: 'skipped' });
      break;
    case 'StageReopened':
      changes.add(BOARD, project, { open_stages: 1 });
      changes.set(STAGES, { ...project, stage: data.stage }, { state: 'open', reached_on: null });
      break;
    case 'ProjectFundsRecorded':
      if (data.approximate === true) changes.set(BOARD, project, { approximate: 1 });
      changes.add(BOARD, project, { [`${data.kind}_fen`]: data.amountFen });
      break;
    case 'ProjectSuspended':
      changes.set(BOARD, project, { suspended: 1 });
      break;
    case 'ProjectResumed':
      changes.set(BOARD, project, { suspended: 0 });
      break;
    case 'PublicNoticePosted':
      // Notices are shown with the project, not on the board.
      break;
  }
}
