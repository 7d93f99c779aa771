import type { Logger } from 'pino';
import { LOG_NAMES } from '#contracts';
import { Ledger, type Projection } from '#event-log';
import { LedgerLock, type MigrationStep, SqliteDatabase } from '#persistence';
import { Clock, type Configuration, SystemClock, TestClock } from '#platform';
import { type DataFolder, dataFolder, makeDataFolder, masterKey } from './data-folder.js';

/** What an app brings to open its ledger. */
export interface LedgerShape {
  readonly steps: readonly MigrationStep[];
  readonly projections: readonly Projection[];
}

/** A ledger that this process has for itself. */
export interface OpenLedger {
  readonly data: DataFolder;
  readonly clock: Clock;
  readonly database: SqliteDatabase;
  readonly ledger: Ledger;
  readonly masterKey: Buffer;
  /** Answers what waits, ends the tails, closes the file and gives the folder back. */
  close(): Promise<void>;
}

/** Takes the data folder, brings its schema and read models up to this release and starts the tails. @throws LedgerFileError, FindingError */
export async function openLedger(configuration: Configuration, logger: Logger, shape: LedgerShape): Promise<OpenLedger> {
  const data = dataFolder(configuration.dataFolder);
  makeDataFolder(data);
  const lock = LedgerLock.take(data.folder);
  try {
    const clock = clockOf(configuration);
    const database = await SqliteDatabase.open({ file: data.ledgerFile, steps: shape.steps });
    const ledger = new Ledger({
      database,
      logs: LOG_NAMES,
      projections: shape.projections,
      now: () => clock.now(),
      report: (projection, error) => logger.error({ projection, err: error }, 'projection fails'),
      onRebuild: ({ projections, done, of }) => logger.info({ projections, done, of }, 'rebuilding'),
    });
    await ledger.start();
    const close = async (): Promise<void> => {
      await ledger.stop();
      await database.close();
      lock.release();
    };
    return { data, clock, database, ledger, masterKey: masterKey(data), close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

export function clockOf({ testNow }: Configuration): Clock {
  return testNow === undefined ? new SystemClock() : new TestClock(testNow);
}
