import type { Caller, Instant } from '#contracts';
import { newId } from '#platform';
import type { ImportRequest } from '../desk/desk.js';
import { asImport } from './as-import.js';
import type { Import, ImportFile } from './import.js';

/** An import that nothing is known of yet but what was sent, by whom and when. */
export function newImport(importId: string, caller: Caller, request: ImportRequest, file: ImportFile, now: Instant): Import {
  return {
    ...request,
    importId,
    file,
    state: 'reading',
    createdBy: caller.actor.account,
    createdAt: now,
    place: { unitId: caller.actor.unitId, villageCode: caller.villageCode ?? null },
    changedAt: now,
    revision: 0,
    inputs: newId(),
    caller: asImport(caller),
    choice: null,
    edits: [],
    mapping: null,
    plan: null,
    plannedOn: null,
    progress: { done: 0, of: 0 },
    failure: null,
    reason: null,
    undoneAt: null,
  };
}
