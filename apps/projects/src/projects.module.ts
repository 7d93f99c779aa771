import { Global, Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LedgerModule, servicePart } from '#event-log';
import { ProjectsModule, projectsProjections } from '#projects';
import type { OpenService, ServiceShape } from '#operator';
import { fedReferences, referenceCopy, referencesToken } from '#reference';

/** Owns the log `projects` and keeps a copy of what it needs of the others. */
export const projectsShape: ServiceShape = {
  name: 'projects',
  logs: ['projects'],
  steps: [],
  projections: [referenceCopy('projects'), ...projectsProjections],
};

/** The service of the projects. */
export function projectsModule({ ledger, clock }: OpenService): Type {
  const references = { provide: referencesToken('projects'), useValue: fedReferences('projects', ledger) };
  @Global()
  @Module({
    imports: [CqrsModule.forRoot(), LedgerModule.register(ledger, clock, servicePart('projects')), ProjectsModule],
    providers: [references],
    exports: [references],
  })
  class ServiceModule {}
  return ServiceModule;
}
