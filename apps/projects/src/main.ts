import 'reflect-metadata';
import { endWith, runProcess, serviceDoor } from '#operator';
import { readServiceConfiguration } from '#platform';
import { projectsModule, projectsShape } from './projects.module.js';

try {
  const settings = readServiceConfiguration('projects', process.env);
  await runProcess(settings, projectsShape, serviceDoor(settings, projectsModule));
} catch (error) {
  endWith(error);
}
