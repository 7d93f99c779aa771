import 'reflect-metadata';
import { endWith, runProcess, serviceDoor } from '#operator';
import { readServiceConfiguration } from '#platform';
import { impactModule, impactShape } from './impact.module.js';

try {
  const settings = readServiceConfiguration('impact', process.env);
  await runProcess(settings, impactShape, serviceDoor(settings, impactModule));
} catch (error) {
  endWith(error);
}
