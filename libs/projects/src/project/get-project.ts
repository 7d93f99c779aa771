import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type EventLog, historyOf, type HistoryItem, logToken } from '#event-log';
import { Clock, ProblemError } from '#platform';
import { ABSENT, evolve, isLive, projectDefinition, projectStream } from './project.js';
import { factsOf, markOf, projectView, type ProjectView } from './project-view.js';

/** 项目现状 */
export class GetProject {
  constructor(readonly projectId: string) {}
}

/** 项目历史 */
export class GetProjectHistory {
  constructor(readonly projectId: string) {}
}

@QueryHandler(GetProject)
export class GetProjectHandler implements IQueryHandler<GetProject, ProjectView> {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Folded from the stream, so it is never behind. @throws ProblemError RECORD.NOT_FOUND, also once it is withdrawn */
  async execute({ projectId }: GetProject): Promise<ProjectView> {
    const events = await this.log.history(projectStream(projectId).id);
    const project = events.reduce(evolve, ABSENT);
    if (!isLive(project)) throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: projectId } }]);
    return projectView(project, this.clock.today(), markOf(events));
  }
}

@QueryHandler(GetProjectHistory)
export class GetProjectHistoryHandler implements IQueryHandler<GetProjectHistory, { items: HistoryItem[] }> {
  constructor(@Inject(logToken('projects')) private readonly log: EventLog) {}

  /** A withdrawn project keeps its history: nothing is deleted. @throws ProblemError RECORD.NOT_FOUND where it never began */
  async execute({ projectId }: GetProjectHistory): Promise<{ items: HistoryItem[] }> {
    const events = await this.log.history(projectStream(projectId).id);
    if (events.length === 0) throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: projectId } }]);
    return { items: historyOf(events, projectDefinition, factsOf) };
  }
}
