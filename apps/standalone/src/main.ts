import 'reflect-metadata';
import { pino } from 'pino';
import { httpOver, openLedger } from '#operator';
import { LedgerFileError } from '#persistence';
import { ConfigurationError, readConfiguration } from '#platform';
import { STANDALONE_STEPS, standaloneModule, standaloneProjections } from './standalone.module.js';

try {
  await main();
} catch (error) {
  const expected = error instanceof ConfigurationError || error instanceof LedgerFileError;
  console.error(expected ? error.message : error);
  process.exit(1);
}

async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const logger = pino({ level: configuration.logLevel }, pino.destination(2));
  const open = await openLedger(configuration, logger, { steps: STANDALONE_STEPS, projections: standaloneProjections() });
  const { app } = await httpOver(open, standaloneModule(open), logger);
  await app.listen(configuration.port, configuration.host);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await app.close();
    await open.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  console.log(`bangfu ready ${await app.getUrl()}`);
}
