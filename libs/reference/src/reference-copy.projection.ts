import {
  dayNumber,
  RECORD_WITHDRAWN,
  type Envelope,
  type FileStored,
  type LogName,
  type PeriodLocked,
  type PolicyRuleSet,
  type RecordWithdrawn,
  type UnitClosed,
  type UnitMerged,
  type UnitMoved,
  type UnitRegistered,
  type UnitRenamed,
} from '#contracts';
import type { Changes, Projection, Row } from '#event-log';
import type { TableSpec } from '#persistence';
import { lockRow, lockTableOf } from './period-locks.js';
import { unitParents } from './unit-parents.js';

/** What a service may keep of the others' logs; `withdrawn-rules`: until where the rules of a region and year are withdrawn. */
export type ReferenceKind = 'unit' | 'policy-rule' | 'withdrawn-rules' | 'file' | 'village' | 'project' | 'order';

/** Name of the table (and projection) that holds one service's copy. */
export function referenceTable(owner: LogName): string {
  return `reference_${owner}`;
}

/** Name of the table that holds one service's copy of the unit tree, day by day. */
export function unitParentTable(owner: LogName): string {
  return `${referenceTable(owner)}_parent`;
}

/** Name of the table that holds one service's copy of 期间锁定. */
export function lockTable(owner: LogName): string {
  return `${referenceTable(owner)}_lock`;
}

function tableOf(owner: LogName): TableSpec {
  return {
    name: referenceTable(owner),
    columns: [
      { name: 'kind', type: 'id' },
      { name: 'id', type: 'id' },
      { name: 'name', type: 'text', default: null },
      { name: 'parent_id', type: 'id', default: null },
      { name: 'opened_on', type: 'id', default: null },
      { name: 'closed_on', type: 'id', default: null },
      { name: 'year', type: 'integer', default: null },
      { name: 'position', type: 'integer', default: null },
      { name: 'amount_fen', type: 'integer', default: null },
      { name: 'state', type: 'id', default: null },
      { name: 'facts', type: 'text', default: null },
    ],
    primaryKey: ['kind', 'id'],
    indexes: [{ name: 'year', columns: ['kind', 'year'] }],
  };
}

type Reducer = (event: Envelope, set: (kind: ReferenceKind, id: string, columns: Row) => void) => void;

/** What is kept of each event type. Later events overwrite only the columns they change. */
const REDUCERS: Readonly<Record<string, Reducer>> = {
  UnitRegistered: (event, set) => {
    const unit = event.data as UnitRegistered;
    set('unit', unit.unitId, {
      name: unit.name,
      parent_id: unit.parentId,
      opened_on: event.occurredOn,
      closed_on: null,
      state: null,
      facts: JSON.stringify({ kind: unit.kind, regionCode: unit.regionCode }),
    });
  },
  UnitRenamed: (event, set) => {
    const unit = event.data as UnitRenamed;
    set('unit', unit.unitId, { name: unit.name });
  },
  UnitMoved: (event, set) => {
    const unit = event.data as UnitMoved;
    set('unit', unit.unitId, { parent_id: unit.parentId });
  },
  UnitMerged: (event, set) => set('unit', (event.data as UnitMerged).unitId, { closed_on: event.occurredOn }),
  UnitClosed: (event, set) => set('unit', (event.data as UnitClosed).unitId, { closed_on: event.occurredOn }),
  PolicyRuleSet: (event, set) => {
    const rule = event.data as PolicyRuleSet;
    const place = { parent_id: event.streamId, position: event.position };
    set('policy-rule', rule.ruleId, { year: rule.year, ...place, facts: JSON.stringify(rule) });
  },
  FileStored: (event, set) => set('file', (event.data as FileStored).fileId, { state: null }),
  VillageRegistered: (event, set) => {
    const village = event.data as { code: string; name: string; countyCode: string; township: string };
    set('village', village.code, { name: village.name, state: null, facts: JSON.stringify(village) });
  },
  ProjectRegistered: (event, set) => {
    const project = event.data as { projectId: string; name: string; unitId: string };
    set('project', project.projectId, { name: project.name, parent_id: project.unitId, state: null });
  },
  OrderPlaced: (event, set) => {
    const order = event.data as { orderId: string; unitId: string; totalFen: number };
    set('order', order.orderId, { parent_id: order.unitId, amount_fen: order.totalFen, state: 'open' });
  },
  OrderCorrected: (event, set) => {
    const order = event.data as { orderId: string; totalFen: number };
    set('order', order.orderId, { amount_fen: order.totalFen });
  },
  OrderReattributed: (event, set) => {
    const order = event.data as { orderId: string; toUnitId: string };
    set('order', order.orderId, { parent_id: order.toUnitId });
  },
  OrderCancelled: (event, set) => set('order', (event.data as { orderId: string }).orderId, { state: 'ended' }),
  OrderVoided: (event, set) => set('order', (event.data as { orderId: string }).orderId, { state: 'ended' }),
  [RECORD_WITHDRAWN]: (event, set) => {
    const { streamId } = event.data as RecordWithdrawn;
    // One stream holds all rules of a region and year: what was set later stands (as in the policy ledger).
    if (streamId.startsWith('policy-rule-')) set('withdrawn-rules', streamId, { position: event.position });
    const withdrawn = kindAndId(streamId);
    if (withdrawn !== undefined) set(withdrawn.kind, withdrawn.id, { state: 'withdrawn' });
  },
};

const PREFIXES: readonly (readonly [string, ReferenceKind])[] = [
  ['unit-', 'unit'],
  ['file-', 'file'],
  ['village-', 'village'],
  ['project-', 'project'],
  ['order-', 'order'],
];

/** `unit-17` → unit 17; other streams (order numbers, policy rules) are not referred to. */
function kindAndId(streamId: string): { kind: ReferenceKind; id: string } | undefined {
  if (streamId.startsWith('order-832-')) return undefined;
  const found = PREFIXES.find(([prefix]) => streamId.startsWith(prefix));
  return found === undefined ? undefined : { kind: found[1], id: streamId.slice(found[0].length) };
}

/** The logs each service reads. The gateway asks of villages which accounts it may bind to them. */
export const LOGS_OF: Readonly<Record<LogName, readonly LogName[]>> = {
  directory: ['directory', 'households'],
  purchases: ['directory', 'projects'],
  projects: ['directory', 'households'],
  households: ['directory', 'purchases'],
};

/** Whoever has just made a unit or a village takes longer to name it; a busy log is read in few parts. */
const READ_EVERY_MS = 40;

/** The small copy a service keeps of what it needs of other logs, so that it decides alone (design §3). */
export function referenceCopy(owner: LogName): Projection {
  const table = tableOf(owner);
  const parents = unitParents(unitParentTable(owner));
  const locks = lockTableOf(lockTable(owner));
  return {
    name: table.name,
    // The gateway's copy holds villages since its version 4; every copy holds locked periods since the version behind.
    version: owner === 'directory' ? 5 : 4,
    logs: LOGS_OF[owner],
    tables: [table, parents, locks],
    handles: new Set([...Object.keys(REDUCERS), 'PeriodLocked']),
    readEveryMs: READ_EVERY_MS,
    apply(event: Envelope, changes: Changes): void {
      REDUCERS[event.type]?.(event, (kind, id, columns) => changes.set(table.name, { kind, id }, columns));
      if (event.type === 'PeriodLocked') changes.set(locks.name, ...lockRow(event as Envelope<string, PeriodLocked>));
      if (event.type !== 'UnitRegistered' && event.type !== 'UnitMoved') return;
      const { unitId, parentId } = event.data as UnitRegistered | UnitMoved;
      const place = { unit_id: unitId, from_day: dayNumber(event.occurredOn), position: event.position };
      changes.set(parents.name, place, { parent_id: parentId });
    },
  };
}
