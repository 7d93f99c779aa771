import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  type FactoryProvider,
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
import { ImportOffice } from '../job/import-office.js';
import { RUNNER_LIMITS, type RunnerLimits } from '../job/import-runner.js';
import { type FaultLog, Imports } from '../job/imports.js';
import type { OpenDeskLimits } from '../job/open-desks.js';
import { OwnUnits } from '../job/own-units.js';
import { ImportLedger, ImportSender, OwnAnswers } from '../job/ports.js';
import { StandingRights } from '../job/standing-rights.js';
import { PlanRows } from '../job/plan-rows.js';
import { UndoPreviews } from '../job/undo-preview.js';
import { Uploads } from '../job/uploads.js';
import { ImportStore } from '../store/import-store.js';
import { ProfileStore } from '../store/profile-store.js';
import { ImportProfilesController } from './import-profiles.controller.js';
import { ImportSheetsController } from './import-sheets.controller.js';
import { ImportGuard } from './import.guard.js';
import { ImportsController } from './imports.controller.js';

/** Desks of a running ledger: each holds up to a quarter of a gigabyte while it reads. */
export const OPEN_DESK_LIMITS: OpenDeskLimits = { ...DESK_LIMITS, mostOpen: 4, idleMs: 300_000 };

/** What differs between the tiers. */
export interface ImportsModuleParts {
  /** Where files are kept; every instance has the same. */
  readonly filesFolder: string;
  /** Of this ledger, the same at every instance: what may be private is sealed with it, and keys of it. */
  readonly secret: string;
  /** Gives {@link ImportLedger}, {@link ImportSender}, {@link StandingRights} and {@link OwnAnswers} of this tier. */
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
  constructor(@Inject(ImportOffice) private readonly office: ImportOffice) {}

  static register(parts: ImportsModuleParts): DynamicModule {
    return {
      module: ImportsModule,
      imports: [...(parts.imports ?? [])],
      controllers: [ImportSheetsController, ImportsController, ImportProfilesController],
      providers: [
        ...parts.providers,
        ...overReferences,
        officeOf(parts),
        { provide: ImportStore, inject: [ImportOffice], useFactory: ({ store }: ImportOffice) => store },
        { provide: ProfileStore, inject: [ImportOffice], useFactory: ({ profiles }: ImportOffice) => profiles },
        { provide: UndoPreviews, inject: [ImportOffice], useFactory: ({ previews }: ImportOffice) => previews },
        { provide: Imports, inject: [ImportOffice], useFactory: ({ imports }: ImportOffice) => imports },
        { provide: PlanRows, inject: [Imports], useFactory: (imports: Imports) => new PlanRows(imports) },
        {
          provide: Uploads,
          inject: [ImportOffice, OwnUnits],
          useFactory: ({ imports, receipts, profiles }: ImportOffice, units: OwnUnits) => new Uploads(imports, receipts, units, profiles),
        },
        ImportGuard,
      ],
      exports: [JOB_NEWS],
    };
  }

  onApplicationBootstrap(): Promise<void> {
    return this.office.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.office.stop();
  }
}

function officeOf({ filesFolder, secret, runner = RUNNER_LIMITS, desks = OPEN_DESK_LIMITS }: ImportsModuleParts): FactoryProvider {
  const files = new FileStore(join(filesFolder, 'imports'));
  return {
    provide: ImportOffice,
    inject: [DATABASE, ImportLedger, ImportSender, StandingRights, OwnAnswers, ImportNews, Clock],
    useFactory: (
      database: Database,
      ledger: ImportLedger,
      sender: ImportSender,
      rights: StandingRights,
      answers: OwnAnswers,
      news: ImportNews,
      clock: Clock,
    ) => new ImportOffice({ database, files, ledger, sender, rights, answers, news, clock, logger: FAULTS, secret, desks, runner }),
  };
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
    useFactory: (sight: ImportSight, clock: Clock) => new ImportNews(sight, clock, FAULTS),
  },
  { provide: JOB_NEWS, useExisting: ImportNews },
];

const FAULTS: FaultLog = {
  error: ({ err, ...facts }, message) => new Logger('Imports').error(message, facts, err instanceof Error ? err.stack : err),
};
