import type { Projection } from '#event-log';
import { projectBoard } from './project/project-board.projection.js';

export { projectStream, reversalOf } from './project/project.js';
export { ProjectsModule } from './projects.module.js';

/** The read models of this feature, for the runner of the app that hosts it. */
export const projectsProjections: readonly Projection[] = [projectBoard];
