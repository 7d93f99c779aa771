import { type Logger, pino } from 'pino';
import { PublicOffice } from '#accounts';
import { LOG_NAMES, type Instant } from '#contracts';
import { PLAIN_CONTACTS, sealPlainContacts } from '#directory';
import { EventStore, Ledger, type Projection } from '#event-log';
import { type Database, LedgerLock, type MigrationStep, SqliteDatabase } from '#persistence';
import { type AccountSettings, Clock, type Configuration, SystemClock, TestClock } from '#platform';
import { type DataFolder, dataFolder, makeDataFolder, masterKey } from './data-folder.js';
import { placesInLogs } from './places.js';

/** What an app brings to open its ledger. */
export interface LedgerShape {
  readonly steps: readonly MigrationStep[];
  readonly projections: readonly Projection[];
}

/** A ledger on any database, with the folder that holds its evidence and keys. */
export interface OpenLedger<Held extends Database = Database> {
  readonly data: DataFolder;
  readonly clock: Clock;
  readonly database: Held;
  readonly ledger: Ledger;
  readonly masterKey: Buffer;
  /** Its accounts, sessions and access log. */
  readonly office: PublicOffice;
  /** With what first passwords its accounts begin. */
  readonly accounts: AccountSettings;
  /** Told what goes wrong while nobody waits for an answer. */
  readonly report: (error: unknown) => void;
  /** Answers what waits, ends the tails, closes the database and gives the folder back. */
  close(): Promise<void>;
}

/** A ledger in one file that this process has for itself. */
export type FileLedger = OpenLedger<SqliteDatabase>;

/** Takes the data folder, brings its schema and read models up to this release and starts the tails. @throws LedgerFileError, FindingError */
export async function openLedger(configuration: Configuration, logger: Logger, shape: LedgerShape): Promise<FileLedger> {
  const data = dataFolder(configuration.dataFolder);
  makeDataFolder(data);
  const lock = LedgerLock.take(data.folder);
  try {
    const database = await SqliteDatabase.open({ file: data.ledgerFile, steps: shape.steps });
    // What an earlier release kept in the clear goes out of the file, and out of the copies made before upgrades.
    await sealPlainContacts(database, masterKey(data), () => database.eraseOldCopies([PLAIN_CONTACTS]));
    const open = await ledgerOver(database, configuration, logger, shape);
    const close = async (): Promise<void> => {
      await open.close();
      lock.release();
    };
    return { ...open, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Brings the read models in a database up to this release and starts the tails; its schema is there. */
export async function ledgerOver<Held extends Database>(
  database: Held,
  configuration: Configuration,
  logger: Logger,
  shape: LedgerShape,
): Promise<OpenLedger<Held>> {
  const clock = clockOf(configuration);
  const ledger = new Ledger({
    database,
    logs: LOG_NAMES,
    projections: shape.projections,
    now: () => clock.now(),
    report: (projection, error) => logger.error({ projection, err: error }, 'projection fails'),
    onRebuild: ({ projections, done, of }) => logger.info({ projections, done, of }, 'rebuilding'),
  });
  await ledger.start();
  const data = dataFolder(configuration.dataFolder);
  const close = async (): Promise<void> => {
    await ledger.stop();
    await database.close();
  };
  const key = masterKey(data);
  const places = placesInLogs((log, streamId) => ledger.log(log).history(streamId));
  const parts = { database, clock, logger, settings: configuration.accounts, masterKey: () => key, places };
  return {
    data,
    clock,
    database,
    ledger,
    masterKey: key,
    office: new PublicOffice(parts),
    accounts: configuration.accounts,
    report: (error) => logger.error({ err: error }, 'a job has failed'),
    close,
  };
}

/** The accounts of a ledger for a command: nothing of the ledger itself runs. */
export function officeOver(database: Database, configuration: Configuration): PublicOffice {
  return new PublicOffice({
    database,
    clock: clockOf(configuration),
    logger: pino({ level: 'warn' }, pino.destination(2)),
    settings: configuration.accounts,
    masterKey: () => masterKey(dataFolder(configuration.dataFolder)),
    places: placesInLogs((log, streamId) => new EventStore(log, database).stream(streamId)),
  });
}

/** The system's clock, or the test clock where one is set. */
export function clockOf({ testNow }: { readonly testNow?: Instant | undefined }): Clock {
  return testNow === undefined ? new SystemClock() : new TestClock(testNow);
}
