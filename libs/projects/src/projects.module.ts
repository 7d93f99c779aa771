import { Module } from '@nestjs/common';
import { eventSightToken } from '#event-log';
import { GetProjectHandler, GetProjectHistoryHandler } from './project/get-project.js';
import { PlanStageHandler } from './project/plan-stage.js';
import { PostNoticeHandler } from './project/post-notice.js';
import { ListProjectsHandler } from './project/project-board.query.js';
import { ProjectSight } from './project/project.guard.js';
import { ProjectsController } from './project/projects.controller.js';
import { ReachStageHandler } from './project/reach-stage.js';
import { RecordFundsHandler } from './project/record-funds.js';
import { RegisterProjectHandler } from './project/register-project.js';
import { ReopenStageHandler } from './project/reopen-stage.js';
import { ResumeProjectHandler } from './project/resume-project.js';
import { SkipStageHandler } from './project/skip-stage.js';
import { SuspendProjectHandler } from './project/suspend-project.js';

/**
 * 项目: milestones, funds and notices. The app around it provides, globally: the buses (`CqrsModule.forRoot()`), the log
 * and the references of `projects`, the database of the read models and the clock.
 */
@Module({
  controllers: [ProjectsController],
  providers: [
    { provide: eventSightToken('projects'), useClass: ProjectSight },
    RegisterProjectHandler,
    PlanStageHandler,
    ReachStageHandler,
    SkipStageHandler,
    ReopenStageHandler,
    RecordFundsHandler,
    PostNoticeHandler,
    SuspendProjectHandler,
    ResumeProjectHandler,
    ListProjectsHandler,
    GetProjectHandler,
    GetProjectHistoryHandler,
  ],
})
export class ProjectsModule {}
