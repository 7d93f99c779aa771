import 'reflect-metadata';
import { commandLine, FindingError } from '#operator';
import { LedgerFileError } from '#persistence';
import { ConfigurationError, readConfiguration } from '#platform';
import { STANDALONE_STEPS, standaloneModule, standaloneProjections } from './standalone.module.js';

try {
  const program = commandLine({
    configuration: () => readConfiguration(process.env),
    shape: { steps: STANDALONE_STEPS, projections: standaloneProjections() },
    module: standaloneModule,
    print: (line) => console.log(line),
  });
  await program.parseAsync();
} catch (error) {
  const expected = error instanceof ConfigurationError || error instanceof LedgerFileError || error instanceof FindingError;
  console.error(expected ? error.message : error);
  process.exitCode = 1;
}
