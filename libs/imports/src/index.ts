export { failedRows, FAULT_HEAD } from './back/failed-rows.js';
export { template, TEMPLATE_VERSION } from './back/template.js';
export { type Edit } from './desk/edits.js';
export {
  type Circumstances,
  type Desk,
  ImportDesk,
  type ImportRequest,
  type PageRequest,
  type PlanSummary,
  type RowFilter,
  type RowSearch,
  type RowView,
} from './desk/import-desk.js';
export { makePlan } from './desk/make-plan.js';
export type { ColumnView, MappingView } from './desk/mapping-view.js';
export { DESK_LIMITS, type DeskLimits, ThreadedDesk } from './desk/threaded-desk.js';
export { FileRefusedError } from './file/file-refused.js';
export * from './http/imports.module.js';
export { RUNNER_LIMITS, type RunnerLimits } from './job/import-runner.js';
export { type Import, IMPORT_STATES, type ImportState } from './job/import.js';
export { Imports } from './job/imports.js';
export { OwnUnits } from './job/own-units.js';
export * from './job/ports.js';
export { type Rights, StandingRights } from './job/standing-rights.js';
export { IMPORT_KINDS, type ImportKind } from './kind/column.js';
export { AskedLedger } from './ledger/asked-ledger.js';
export { BusQuestions } from './ledger/bus-questions.js';
export { likenessKey, lineKey, type OrderIdentity, orderKey, recordId } from './plan/identity.js';
export * from './plan/known.js';
export type { CellProblem, Plan, PlanCounts, PlannedCommand, PlannedEntry, PlannedRow, PlanTotals, RowState } from './plan/plan.js';
export { ImportStore } from './store/import-store.js';
export { importSteps } from './store/tables.js';
export type { MappingChoice } from './table/mapping.js';
