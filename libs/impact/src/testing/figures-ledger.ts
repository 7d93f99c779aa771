import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Envelope, type Instant, LOG_NAMES, type LogName } from '#contracts';
import { type EventSource, ProjectionRunner, projectionSteps, pulledPositions, rebuild } from '#event-log';
import { type Database, type Row, SqliteDatabase } from '#persistence';
import { Clock } from '#platform';
import { IMPACT_TABLES } from '../contribution/impact-tables.js';
import { impactProjection } from '../contribution/impact.projection.js';
import { FigureReader } from '../figure/figure-reader.js';
import { MemoryLog, type Stated } from './memory-log.js';

/** A clock that stands still until it is moved. */
export class StillClock extends Clock {
  constructor(public at: Instant) {
    super();
  }

  now(): Instant {
    return this.at;
  }
}

/** Figures over logs in memory, on a real database with the real projection and reader. */
export class FiguresLedger {
  readonly clock = new StillClock('2021-06-30T04:00:00.000Z');
  readonly logs = new Map<LogName, MemoryLog>(LOG_NAMES.map((log) => [log, new MemoryLog(log)]));
  readonly events: Envelope[] = [];
  readonly reader: FigureReader;
  private readonly runner: ProjectionRunner;

  private constructor(
    readonly database: Database,
    private readonly drop: () => Promise<void>,
  ) {
    this.reader = new FigureReader(database, this.clock, pulledPositions(impactProjection()));
    this.runner = new ProjectionRunner(impactProjection(), this.sources, database, () => this.clock.now());
  }

  /** In a file of its own. */
  static async open(): Promise<FiguresLedger> {
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-impact-'));
    const database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: [...projectionSteps] });
    return FiguresLedger.over(database, () => rm(folder, { recursive: true, force: true }));
  }

  /** @param drop removes what the database leaves, after it was closed */
  static async over(database: Database, drop: () => Promise<void>): Promise<FiguresLedger> {
    const ledger = new FiguresLedger(database, drop);
    await ledger.runner.prepare();
    return ledger;
  }

  get sources(): ReadonlyMap<LogName, EventSource> {
    return this.logs;
  }

  /** Records an event; it counts after the next {@link project}. */
  record(stated: Stated, recordedAt: Instant = this.clock.now()): Envelope {
    const event = this.logs.get(stated.log)?.add(stated, recordedAt);
    if (event === undefined) throw new RangeError(`no log ${stated.log}`);
    this.events.push(event);
    return event;
  }

  async project(): Promise<void> {
    while (await this.runner.runOnce());
    const parked = await this.database.read.all('SELECT type, reason FROM parked_event');
    if (parked.length > 0) throw new Error(`parked: ${JSON.stringify(parked[0])}`);
  }

  async rebuild(): Promise<void> {
    await rebuild([impactProjection()], this.sources, this.database, { now: () => this.clock.now() });
  }

  /** Every row of every table of the figures, in the order of the keys. */
  async rows(): Promise<Record<string, Row[]>> {
    const found: Record<string, Row[]> = {};
    for (const { name, primaryKey } of IMPACT_TABLES) {
      found[name] = await this.database.read.all<Row>(`SELECT * FROM ${name} ORDER BY ${primaryKey.join(', ')}`);
    }
    return found;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.drop();
  }
}
