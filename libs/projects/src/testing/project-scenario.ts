import { type Envelope, isRefusal, type NewEvent, type Refusal, type Source, type Step } from '#contracts';
import type { CommandBody, ReachStageBody, RegisterProjectBody } from '#contracts/commands';
import { ABSENT, evolve, isLive, type LiveProject, type Project } from '../project/project.js';
import { registerProject, type Registration } from '../project/registration.js';
import { planStage, reachStage, reopenStage, skipStage } from '../project/stage-steps.js';

/** Hostile on purpose: quotes, a character outside the basic plane, an emoji, a placeholder, a formula. */
export const NAME = `=200吨"果品"冷库 '𠮷' 🥝 {open} ? %s`;
export const PROJECT_ID = 'p-1';

/** Decides on the state that earlier decisions led to; events are numbered as the log would. */
export class Scenario {
  readonly events: Envelope[] = [];
  project: Project = ABSENT;

  constructor(private readonly source: Source = 'manual') {}

  /** Runs a decision that must be accepted. @returns its events */
  do(decide: (project: Project) => readonly NewEvent[] | Refusal): readonly NewEvent[] {
    const outcome = decide(this.project);
    if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome.problems)}`);
    for (const event of outcome) this.record(event);
    return outcome;
  }

  /** Runs a decision that must be refused. @returns its problems */
  refused(decide: (project: Project) => readonly NewEvent[] | Refusal): Refusal['problems'] {
    const outcome = decide(this.project);
    if (!isRefusal(outcome)) throw new Error(`accepted: ${JSON.stringify(outcome)}`);
    return outcome.problems;
  }

  get live(): LiveProject {
    if (!isLive(this.project)) throw new Error(`the project is ${this.project.state}`);
    return this.project;
  }

  record(event: NewEvent): void {
    const position = this.events.length + 1;
    const envelope: Envelope = {
      id: `projects-${position}`,
      log: 'projects',
      position,
      schemaVersion: 1,
      streamId: `project-${PROJECT_ID}`,
      streamVersion: position,
      recordedAt: '2020-12-31T08:00:00.000Z',
      hash: '',
      previousHash: '',
      ...event,
      meta: {
        commandId: 'c',
        correlationId: 'r',
        actor: { account: '示例"专干"', roles: ['project-staff'], unitId: null },
        source: this.source,
      },
    };
    this.events.push(envelope);
    this.project = evolve(this.project, envelope);
  }
}

/** A dated step whose files are all known. */
export function step<Body extends CommandBody>(occurredOn: string, body: Omit<Body, 'occurredOn'>): Step<Body> {
  return { ...body, occurredOn, missingFiles: [] };
}

export function registration(body: Partial<RegisterProjectBody>, facts: Partial<Registration> = {}): Registration {
  const defaults = { name: NAME, template: 'general' as const, unitId: 'u-1' };
  return {
    ...step<RegisterProjectBody>('2020-01-10', { ...defaults, ...body }),
    projectId: PROJECT_ID,
    unit: { closedOn: null },
    villageKnown: true,
    ...facts,
  };
}

export const COLD_STORAGE = { designGrams: 200_000_000, basis: 'practice', volumeM3: 856.5, kind: 'mechanical' } as const;

/** A project registered on 2020-01-10. */
export function registered(body: Partial<RegisterProjectBody> = {}): Scenario {
  const scenario = new Scenario();
  scenario.do((project) => registerProject(project, registration(body)));
  return scenario;
}

/** A cold store whose stages before `stage` are all skipped on 2020-02-01. */
export function coldStoreAt(stage: string): Scenario {
  const scenario = registered({ template: 'cold-storage', villageCode: '610124103201', coldStorage: COLD_STORAGE });
  for (const earlier of scenario.live.stages.map((held) => held.stage)) {
    if (earlier === stage) break;
    scenario.do((project) => skipStage(project, at(earlier), step('2020-02-01', { reason: '报告未载' })));
  }
  return scenario;
}

export function at(stage: string): { projectId: string; stage: string } {
  return { projectId: PROJECT_ID, stage };
}

/** Reaches a stage with everything any gate asks for. */
export function reach(scenario: Scenario, stage: string, day: string): readonly NewEvent[] {
  const proof = { evidence: ['f-1'], documentNo: '示例〔2020〕1号', winner: '示例公司', contractFen: 1, measuredVolumeM3: 850.25 };
  return scenario.do((project) => reachStage(project, at(stage), step(day, proof)));
}

/** Plans a stage. */
export function plan(scenario: Scenario, stage: string, day: string, plannedOn: string, reason?: string): readonly NewEvent[] {
  return scenario.do((project) => planStage(project, at(stage), step(day, { plannedOn, ...(reason === undefined ? {} : { reason }) })));
}

/** Skips a stage. */
export function skip(scenario: Scenario, stage: string, day: string): readonly NewEvent[] {
  return scenario.do((project) => skipStage(project, at(stage), step(day, { reason: '不需要' })));
}

/** Reopens a stage. */
export function reopen(scenario: Scenario, stage: string, day: string): readonly NewEvent[] {
  return scenario.do((project) => reopenStage(project, at(stage), step(day, { reason: '误登' })));
}

/** The problems of reaching a stage that cannot be reached. */
export function refusedReach(scenario: Scenario, stage: string, body: ReachStageBody = {}, day = '2020-06-01'): Refusal['problems'] {
  return scenario.refused((project) => reachStage(project, at(stage), step(day, body)));
}

/** Sum of a measure's postings up to and including a day, as a figure would read them. */
export function total(scenario: Scenario, measure: string, to: string): number {
  return scenario.events
    .flatMap(({ data, occurredOn }) =>
      ((data as { postings?: { measure: string; delta: number; day?: string }[] }).postings ?? []).map((posting) => ({
        day: occurredOn,
        ...posting,
      })),
    )
    .filter((posting) => posting.measure === measure && posting.day <= to)
    .reduce((sum, posting) => sum + posting.delta, 0);
}
