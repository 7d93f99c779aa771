import {
  dayNumber,
  refuse,
  refuseAll,
  type BusinessDay,
  type ColdStorage,
  type Dimensions,
  type NewEvent,
  type Posting,
  type ProblemItem,
  type ProjectRegistered,
  type Refusal,
  unknownFiles,
  keptProof,
  type Step,
} from '#contracts';
import type { RegisterProjectBody } from '#contracts/commands';
import type { Project } from './project.js';
import { TEMPLATES } from './templates.js';

/** What is known of the unit and the village that a registration names. */
export interface Registration extends Step<RegisterProjectBody> {
  readonly projectId: string;
  /** `undefined` where no such unit exists; `closedOn` null while it is open. */
  readonly unit: { readonly closedOn: BusinessDay | null } | undefined;
  readonly villageKnown: boolean;
}

type PlannedStages = ProjectRegistered['stages'];

/**
 * 项目登记.
 * @returns ProjectRegistered, or RECORD.EXISTS (409), UNIT.UNKNOWN, UNIT.CLOSED, VILLAGE.UNKNOWN, FILE.UNKNOWN, FIELD.REQUIRED,
 * PROJECT.COLD_STORAGE_NOT_ALLOWED, STAGE.UNKNOWN, STAGE.REPEATED (422, all that apply)
 */
export function registerProject(project: Project, registration: Registration): NewEvent[] | Refusal {
  const { projectId } = registration;
  if (project.state !== 'absent') return refuse('RECORD.EXISTS', { id: projectId }, 'id');
  const problems = [
    ...placeProblems(registration),
    ...coldStorageProblems(registration),
    ...stageProblems(registration),
    ...unknownFiles(registration.missingFiles),
  ];
  if (problems.length > 0) return refuseAll(problems);
  return [{ type: 'ProjectRegistered', occurredOn: registration.occurredOn, data: registeredData(registration) }];
}

function placeProblems({ unit, unitId, villageCode, villageKnown, occurredOn }: Registration): ProblemItem[] {
  const problems: ProblemItem[] = [];
  if (unit === undefined) problems.push({ code: 'UNIT.UNKNOWN', path: 'unitId', params: { unitId } });
  else if (unit.closedOn !== null && unit.closedOn <= occurredOn) {
    problems.push({ code: 'UNIT.CLOSED', path: 'unitId', params: { unitId, closedOn: unit.closedOn } });
  }
  if (villageCode != null && !villageKnown) {
    problems.push({ code: 'VILLAGE.UNKNOWN', path: 'villageCode', params: { id: villageCode } });
  }
  return problems;
}

/** A cold store without its tonnage cannot be counted; a tonnage elsewhere would count as storage. */
function coldStorageProblems({ template, coldStorage }: Registration): ProblemItem[] {
  if (template === 'cold-storage' && coldStorage == null) {
    return [{ code: 'FIELD.REQUIRED', path: 'coldStorage', params: { field: 'coldStorage' } }];
  }
  if (template !== 'cold-storage' && coldStorage != null) {
    return [{ code: 'PROJECT.COLD_STORAGE_NOT_ALLOWED', path: 'coldStorage', params: { template } }];
  }
  return [];
}

function stageProblems({ template, stages }: Registration): ProblemItem[] {
  const known = TEMPLATES[template].map(({ stage }) => stage);
  const given = (stages ?? []).map(({ stage }) => stage);
  return given.flatMap((stage, index): ProblemItem[] => {
    const path = `stages.${index}.stage`;
    if (template !== 'general' && !known.includes(stage)) return [{ code: 'STAGE.UNKNOWN', path, params: { stage, known } }];
    return given.indexOf(stage) < index ? [{ code: 'STAGE.REPEATED', path, params: { stage } }] : [];
  });
}

/** The stages in order: the template's; of a general project those it names itself, if any. */
function plannedStages({ template, stages }: Registration): PlannedStages {
  const given = (stages ?? []).map(({ stage, plannedOn }) => ({ stage, plannedOn }));
  if (template === 'general' && given.length > 0) return given;
  return TEMPLATES[template].map(({ stage }) => given.find((plan) => plan.stage === stage) ?? { stage, plannedOn: null });
}

function registeredData(registration: Registration): ProjectRegistered {
  const { projectId, name, template, unitId, villageCode, budgetFen } = registration;
  const coldStorage = coldStorageOf(registration);
  const stages = plannedStages(registration);
  return {
    projectId,
    name,
    template,
    unitId,
    villageCode: villageCode ?? null,
    budgetFen: budgetFen ?? null,
    coldStorage,
    stages,
    ...keptProof(registration),
    under: dimensionsOf(registration),
    postings: postingsOf(stages, coldStorage),
  };
}

function coldStorageOf({ coldStorage }: Registration): ColdStorage | null {
  if (coldStorage == null) return null;
  const { designGrams, basis, volumeM3, kind } = coldStorage;
  return { designGrams, basis, volumeM3: volumeM3 ?? null, kind };
}

function dimensionsOf({ projectId, unitId, villageCode, template }: Registration): Dimensions {
  return { project: projectId, unit: unitId, ...(villageCode == null ? {} : { village: villageCode }), template };
}

function postingsOf(stages: PlannedStages, coldStorage: ColdStorage | null): Posting[] {
  const planned = stages.flatMap(({ stage, plannedOn }): Posting[] =>
    plannedOn === null ? [] : [{ measure: 'project.stage-planned', delta: dayNumber(plannedOn), under: { stage } }],
  );
  const capacity: Posting[] =
    coldStorage === null ? [] : [{ measure: 'storage.capacity', delta: coldStorage.designGrams, under: { kind: coldStorage.basis } }];
  return [{ measure: 'project.registered', delta: 1 }, ...planned, ...capacity];
}
