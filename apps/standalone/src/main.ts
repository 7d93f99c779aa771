import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { LOG_NAMES } from '#contracts';
import { Ledger, logSteps, projectionSteps } from '#event-log';
import { LedgerLock, SqliteDatabase } from '#persistence';
import { Clock, createHttpApp, readConfiguration, SystemClock, TestClock } from '#platform';
import { StandaloneModule } from './standalone.module.js';

const configuration = readConfiguration(process.env);
const logger = pino({ level: configuration.logLevel }, pino.destination(2));
const clock: Clock = configuration.testNow === undefined ? new SystemClock() : new TestClock(configuration.testNow);
mkdirSync(configuration.dataFolder, { recursive: true });
const lock = LedgerLock.take(configuration.dataFolder);
const database = await SqliteDatabase.open({
  file: join(configuration.dataFolder, 'bangfu.sqlite'),
  steps: [...logSteps(LOG_NAMES), ...projectionSteps],
});
const ledger = new Ledger({
  database,
  logs: LOG_NAMES,
  projections: [],
  now: () => clock.now(),
  report: (projection, error) => logger.error({ projection, err: error }, 'projection fails'),
});
await ledger.start();
const app = await createHttpApp(StandaloneModule.register(ledger, clock) as never, {
  logger,
  clock: () => clock,
  waitFor: () => (projections, seen, forMs) => ledger.host.waitFor(projections, seen, forMs),
  identify: () => ({ actor: { account: 'local', roles: ['admin'], unitId: null }, source: 'api' }),
});
await app.listen(configuration.port, configuration.host);
console.log(`bangfu ready ${await app.getUrl()}`);
process.on('SIGTERM', () => {
  void app
    .close()
    .then(() => ledger.stop())
    .then(() => database.close())
    .then(() => lock.release());
});
