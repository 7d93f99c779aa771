import 'reflect-metadata';
import { pino } from 'pino';
import { renderAnnual, ReportWriter } from '#impact';
import { closeDoor, firstStart, httpOver, openLedger } from '#operator';
import { LedgerFileError } from '#persistence';
import { ConfigurationError, readConfiguration } from '#platform';
import { STANDALONE_STEPS, standaloneModule, standaloneProjections } from './standalone.module.js';

/** The year the demonstration reports on. */
const DEMO_REPORT_YEAR = 2020;

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
  const http = await httpOver(open, standaloneModule(open), logger);
  const { app } = http;
  const demo = await firstStart(open, http, configuration.demo);
  if (demo !== undefined) console.log(renderAnnual(await app.get(ReportWriter).annual({ year: DEMO_REPORT_YEAR })));
  await app.listen(configuration.port, configuration.host);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await closeDoor(app);
    await open.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  console.log(`bangfu ready ${await app.getUrl()}`);
}
