import type { Database } from '#persistence';
import type { Clock, FileStore } from '#platform';
import { DecisionStore } from '../store/decision-store.js';
import { ImportReceipts } from '../store/import-receipts.js';
import { ImportStore } from '../store/import-store.js';
import { ProfileStore } from '../store/profile-store.js';
import { SealedSheets } from '../store/sealed-sheets.js';
import { SheetSeal } from '../store/sheet-seal.js';
import { SheetCleaning } from './cleaning.js';
import { ForgottenHouseholds } from './forgotten-households.js';
import type { ImportNews } from './import-news.js';
import { ImportRunner, type RunnerLimits } from './import-runner.js';
import { type FaultLog, Imports } from './imports.js';
import { type OpenDeskLimits, OpenDesks } from './open-desks.js';
import { Planning } from './planning.js';
import type { ImportLedger, ImportSender, OwnAnswers } from './ports.js';
import type { StandingRights } from './standing-rights.js';
import { UndoEndings } from './undo-endings.js';
import { UndoPreviews } from './undo-preview.js';

/** How soon somebody hears of what another instance does. */
const LOOK_EVERY_MS = 1_000;

/** What imports are made with, from outside. */
export interface ImportOfficeParts {
  readonly database: Database;
  readonly files: FileStore;
  readonly ledger: ImportLedger;
  readonly sender: ImportSender;
  readonly rights: StandingRights;
  readonly answers: OwnAnswers;
  readonly news: ImportNews;
  readonly clock: Clock;
  readonly logger: FaultLog;
  /** Of this ledger, the same at every instance: what may be private is sealed with it, and keys of it. */
  readonly secret: string;
  readonly desks: OpenDeskLimits;
  readonly runner: RunnerLimits;
}

/** Everything that imports are made with, put together once. */
export class ImportOffice {
  readonly store: ImportStore;
  readonly receipts: ImportReceipts;
  readonly profiles: ProfileStore;
  readonly desks: OpenDesks;
  readonly cleaning: SheetCleaning;
  readonly previews: UndoPreviews;
  readonly runner: ImportRunner;
  readonly imports: Imports;
  private readonly news: ImportNews;
  private readonly logger: FaultLog;
  private looking: NodeJS.Timeout | undefined;

  constructor(parts: ImportOfficeParts) {
    const { database, files, ledger, answers, clock, secret } = parts;
    const seal = new SheetSeal(secret);
    const sheets = new SealedSheets(files, seal);
    const decisions = new DecisionStore(database, secret);
    const store = new ImportStore(database, seal, decisions);
    const receipts = new ImportReceipts(database);
    const desks = new OpenDesks(sheets, parts.desks);
    const cleaning = new SheetCleaning(store, sheets, desks, new ForgottenHouseholds(store, ledger), clock);
    const planning = new Planning({ store, decisions, desks, ledger, clock, secret });
    const runner = new ImportRunner({ ...parts, store, cleaning, planning, limits: parts.runner });
    const endings = new UndoEndings(store, ledger, clock);
    this.imports = new Imports({
      ...parts,
      ...parts.runner,
      store,
      receipts,
      sheets,
      cleaning,
      desks,
      planning,
      endings,
      wake: () => runner.wake(),
    });
    this.profiles = new ProfileStore(database);
    this.previews = new UndoPreviews(store, endings, answers);
    this.store = store;
    this.receipts = receipts;
    this.desks = desks;
    this.cleaning = cleaning;
    this.runner = runner;
    this.news = parts.news;
    this.logger = parts.logger;
  }

  /** Goes on with what a process that died has left. */
  async start(): Promise<void> {
    this.runner.start();
    this.looking = setInterval(() => void Promise.all([this.lookAround(), this.cleanUp()]), LOOK_EVERY_MS).unref();
    for (const importId of await this.store.inState(['reading'])) {
      const one = await this.store.find(importId);
      if (one !== undefined) void this.imports.reading.read(one);
    }
    await this.cleaning.daily();
  }

  private async lookAround(): Promise<void> {
    try {
      await this.news.lookAround(this.store, LOOK_EVERY_MS);
    } catch (err) {
      this.logger.error({ err }, 'what other instances do with imports is not heard');
    }
  }

  private async cleanUp(): Promise<void> {
    try {
      await Promise.all([this.cleaning.daily(), this.cleaning.hourly()]);
    } catch (err) {
      this.logger.error({ err }, 'sheets that tell of persons are not removed');
    }
  }

  /** Ends behind the present page. */
  async stop(): Promise<void> {
    clearInterval(this.looking);
    this.imports.reading.stop();
    await this.runner.stop();
    await this.desks.closeAll();
  }
}
