import 'reflect-metadata';
import { endWith, runProcess, serviceDoor } from '#operator';
import { readServiceConfiguration } from '#platform';
import { purchasesModule, purchasesShape } from './purchases.module.js';

try {
  const settings = readServiceConfiguration('purchases', process.env);
  await runProcess(settings, purchasesShape, serviceDoor(settings, purchasesModule));
} catch (error) {
  endWith(error);
}
