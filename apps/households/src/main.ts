import 'reflect-metadata';
import { endWith, masterKeyOf, runProcess, serviceDoor } from '#operator';
import { readHouseholdsConfiguration } from '#platform';
import { householdsModule, householdsShape } from './households.module.js';

try {
  const settings = readHouseholdsConfiguration(process.env);
  const key = masterKeyOf(settings.dataFolder);
  await runProcess(
    settings,
    householdsShape,
    serviceDoor(settings, (open) => householdsModule(open, key)),
  );
} catch (error) {
  endWith(error);
}
