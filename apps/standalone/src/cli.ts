import 'reflect-metadata';
import { commandLine, obey, saidOf } from '#operator';
import { readConfiguration } from '#platform';
import { STANDALONE_STEPS, standaloneModule, standaloneProjections } from './standalone.module.js';

try {
  const program = commandLine({
    configuration: () => readConfiguration(process.env),
    shape: { steps: STANDALONE_STEPS, projections: standaloneProjections() },
    module: standaloneModule,
    services: async () => (await import('./cluster-services.js')).clusterServices,
    print: (line) => console.log(line),
  });
  await obey(program);
} catch (error) {
  console.error(saidOf(error));
  process.exitCode = 1;
}
