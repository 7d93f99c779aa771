import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Global,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import { DATABASE, JOB_NEWS, Ledger } from '#event-log';
import type { Database } from '#persistence';
import { Clock, FileStore } from '#platform';
import { committedReferences } from '#reference';
import { DESK_LIMITS } from '../desk/threaded-desk.js';
import { ImportSight } from '../job/import-access.js';
import { ImportNews } from '../job/import-news.js';
import { ImportRunner, RUNNER_LIMITS, type RunnerLimits } from '../job/import-runner.js';
import { type FaultLog, Imports } from '../job/imports.js';
import { type OpenDeskLimits, OpenDesks } from '../job/open-desks.js';
import { OwnUnits } from '../job/own-units.js';
import { Planning } from '../job/planning.js';
import { ImportLedger, ImportSender, OwnAnswers } from '../job/ports.js';
import { UndoPreviews } from '../job/undo-preview.js';
import { ImportStore } from '../store/import-store.js';
import { ImportGuard } from './import.guard.js';
import { ImportSheetsController } from './import-sheets.controller.js';
import { ImportsController } from './imports.controller.js';

export const OPEN_DESK_LIMITS: OpenDeskLimits = { ...DESK_LIMITS, mostOpen: 4, idleMs: 300_000 };

export interface ImportsModuleParts {
  /** Where files are kept; every instance has the same. */
  readonly filesFolder: string;
  /** Of this ledger, the same at every instance: keys of what may be private are sealed with it. */
  readonly secret: string;
  /** Gives {@link ImportLedger}, {@link ImportSender} and {@link OwnAnswers} of this tier. */
  readonly providers: readonly Provider[];
  /** What these providers need beside what is global. */
  readonly imports?: readonly DynamicModule[];
  readonly runner?: RunnerLimits;
  readonly desks?: OpenDeskLimits;
}

/** What keys of private things are sealed with, from the key that the ledger already keeps apart. */
export function importSecret(masterKey: Buffer): string {
  return createHmac('sha256', masterKey).update('imports').digest('hex');
}

/** 导入, in the process that holds the public door. Global for {@link JOB_NEWS}. */
@Global()
@Module({})
export class ImportsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(ImportStore) private readonly store: ImportStore,
    @Inject(Imports) private readonly imports: Imports,
    @Inject(ImportRunner) private readonly runner: ImportRunner,
    @Inject(OpenDesks) private readonly desks: OpenDesks,
  ) {}

  static register({
    filesFolder,
    secret,
    providers,
    imports = [],
    runner = RUNNER_LIMITS,
    desks = OPEN_DESK_LIMITS,
  }: ImportsModuleParts): DynamicModule {
    const files = new FileStore(join(filesFolder, 'imports'));
    return {
      module: ImportsModule,
      imports: [...imports],
      controllers: [ImportSheetsController, ImportsController],
      providers: [
        ...providers,
        ImportGuard,
        ...overReferences,
        { provide: ImportStore, inject: [DATABASE], useFactory: (database: Database) => new ImportStore(database) },
        {
          provide: UndoPreviews,
          inject: [ImportStore, OwnAnswers],
          useFactory: (store: ImportStore, answers: OwnAnswers) => new UndoPreviews(store, answers),
        },
        { provide: OpenDesks, useFactory: () => new OpenDesks(files, desks) },
        {
          provide: Planning,
          inject: [ImportStore, OpenDesks, ImportLedger, Clock],
          useFactory: (store: ImportStore, open: OpenDesks, ledger: ImportLedger, clock: Clock) =>
            new Planning({ store, desks: open, ledger, clock, secret }),
        },
        {
          provide: ImportRunner,
          inject: [DATABASE, ImportStore, Planning, ImportSender, ImportNews, Clock],
          useFactory: (database: Database, store: ImportStore, planning: Planning, sender: ImportSender, news: ImportNews, clock: Clock) =>
            new ImportRunner({ database, store, planning, sender, news, clock, logger: FAULTS, limits: runner }),
        },
        {
          provide: Imports,
          inject: [ImportStore, OpenDesks, Planning, ImportNews, Clock, ImportRunner],
          useFactory: (store: ImportStore, open: OpenDesks, planning: Planning, news: ImportNews, clock: Clock, running: ImportRunner) =>
            new Imports({ store, files, desks: open, planning, news, clock, logger: FAULTS, wake: () => running.wake() }),
        },
      ],
      exports: [JOB_NEWS],
    };
  }

  /** What a process that died has left is gone on with. */
  async onApplicationBootstrap(): Promise<void> {
    this.runner.start();
    for (const importId of await this.store.inState(['reading'])) {
      const one = await this.store.find(importId);
      if (one !== undefined) void this.imports.read(one);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
    await this.desks.closeAll();
  }
}

/** Who sees what is told by the tree of units, which every public door has. */
const overReferences: readonly Provider[] = [
  {
    provide: ImportSight,
    inject: [Ledger],
    useFactory: (ledger: Ledger) => new ImportSight(committedReferences('directory', ledger)),
  },
  {
    provide: OwnUnits,
    inject: [Ledger, Clock],
    useFactory: (ledger: Ledger, clock: Clock) => new OwnUnits(committedReferences('directory', ledger), () => clock.today()),
  },
  {
    provide: ImportNews,
    inject: [ImportSight, Clock],
    useFactory: (sight: ImportSight, clock: Clock) => new ImportNews(sight, () => clock.today()),
  },
  { provide: JOB_NEWS, useExisting: ImportNews },
];

const FAULTS: FaultLog = {
  error: ({ err, ...facts }, message) => new Logger('Imports').error(message, facts, err instanceof Error ? err.stack : err),
};
